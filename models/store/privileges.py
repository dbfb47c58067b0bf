"""What the application's role must not be able to do: one table of questions to PostgreSQL.

A web process that connects as superuser or owner makes row-level security and append-only tables worth nothing, and
everything seems to work. So it is asked for at the start and by `hattama doctor`.
"""

from dataclasses import dataclass

import psycopg

from models.errors import FailureError
from models.sentences import Sentence


class ApplicationRoleError(FailureError):
    """The application connects as a role that may too much; `role` and `detail`, names from the database."""

    sentence = Sentence(
        ru="Приложение подключается к базе под ролью {role}, у которой лишние права ({detail}).",
        kk="Қосымша дерекқорға артық құқығы бар {role} рөлімен қосылады ({detail}).",
        en="The application connects as the role {role}, which may too much ({detail}).",
    )


class ApplicationIsSuperuserError(ApplicationRoleError):
    """The role is a superuser, passes row-level security, or may make roles or databases."""

    sentence = Sentence(
        ru="Приложение подключается к базе под ролью {role} с правами администратора ({detail}). "
        "Укажите в HATTAMA_DATABASE_URL роль hattama_app.",
        kk="Қосымша дерекқорға әкімші құқығы бар {role} рөлімен қосылады ({detail}). "
        "HATTAMA_DATABASE_URL ішінде hattama_app рөлін көрсетіңіз.",
        en="The application connects as the role {role} with an administrator's powers ({detail}). "
        "Name the role hattama_app in HATTAMA_DATABASE_URL.",
    )


class ApplicationIsOwnerError(ApplicationRoleError):
    """The role owns what is in the database, or belongs to a role that does."""

    sentence = Sentence(
        ru="Приложение подключается к базе под ролью {role}, которая владеет её объектами ({detail}). "
        "Укажите в HATTAMA_DATABASE_URL роль hattama_app.",
        kk="Қосымша дерекқорға оның нысандарының иесі болып табылатын {role} рөлімен қосылады ({detail}). "
        "HATTAMA_DATABASE_URL ішінде hattama_app рөлін көрсетіңіз.",
        en="The application connects as the role {role}, which owns what is in the database ({detail}). "
        "Name the role hattama_app in HATTAMA_DATABASE_URL.",
    )


class ApplicationMayCreateError(ApplicationRoleError):
    """The role may create objects or temporary tables."""

    sentence = Sentence(
        ru="Роль приложения {role} может создавать объекты ({detail}). Отзовите право CREATE или TEMPORARY.",
        kk="Қосымшаның {role} рөлі нысандар жасай алады ({detail}). CREATE немесе TEMPORARY құқығын қайтарып алыңыз.",
        en="The application's role {role} may create objects ({detail}). Revoke CREATE or TEMPORARY.",
    )


class ApplicationMayRewriteError(ApplicationRoleError):
    """The role may change or empty a table that only grows, or from which only an erasure takes."""

    sentence = Sentence(
        ru="Роль приложения {role} может изменять таблицы, которые только дополняются ({detail}). "
        "Отзовите права UPDATE, DELETE и TRUNCATE.",
        kk="Қосымшаның {role} рөлі тек толықтырылатын кестелерді өзгерте алады ({detail}). "
        "UPDATE, DELETE және TRUNCATE құқықтарын қайтарып алыңыз.",
        en="The application's role {role} may change tables that only grow ({detail}). Revoke UPDATE, DELETE and TRUNCATE.",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One thing the role must not have; the query's rows, of one text each, are what it has."""

    error: type[ApplicationRoleError]
    query: str


QUESTIONS = (
    Question(
        error=ApplicationIsSuperuserError,
        query="""
            SELECT word
            FROM pg_roles, LATERAL (VALUES
                ('SUPERUSER', rolsuper), ('BYPASSRLS', rolbypassrls), ('CREATEROLE', rolcreaterole),
                ('CREATEDB', rolcreatedb), ('REPLICATION', rolreplication)) AS power (word, has)
            WHERE rolname IN (current_user, session_user) AND has
        """,
    ),
    Question(
        error=ApplicationIsOwnerError,
        query="""
            SELECT 'database ' || datname FROM pg_database
            WHERE datname = current_database() AND pg_has_role(datdba, 'MEMBER')
            UNION ALL
            SELECT 'schema ' || nspname FROM pg_namespace
            WHERE nspname IN ('hattama', 'queue') AND pg_has_role(nspowner, 'MEMBER')
            UNION ALL
            SELECT 'table ' || oid::regclass FROM pg_class
            WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('hattama', 'queue'))
                AND relkind IN ('r', 'p') AND pg_has_role(relowner, 'MEMBER')
        """,
    ),
    Question(
        error=ApplicationMayCreateError,
        query="""
            SELECT 'database ' || current_database() || ': ' || word
            FROM (VALUES ('CREATE'), ('TEMPORARY')) AS power (word)
            WHERE has_database_privilege(current_database(), word)
            UNION ALL
            SELECT 'schema ' || nspname FROM pg_namespace
            WHERE NOT pg_is_other_temp_schema(oid) AND has_schema_privilege(oid, 'CREATE')
        """,
    ),
    Question(
        error=ApplicationMayRewriteError,
        query="""
            SELECT tgrelid::regclass || ': ' || word
            FROM pg_trigger, (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS power (word)
            WHERE tgfoid = to_regproc('hattama.refuse_change') AND has_table_privilege(tgrelid, word)
            UNION ALL
            SELECT name || ': ' || word
            FROM (VALUES
                ('erasing', 'SELECT, INSERT, UPDATE, DELETE'), ('erasure', 'INSERT, UPDATE, DELETE'),
                ('file_removal', 'INSERT, UPDATE'), ('cases', 'DELETE'), ('recording', 'DELETE'), ('interrogation', 'DELETE'),
                ('participant', 'DELETE'), ('person', 'DELETE'), ('procedural_decision', 'DELETE'),
                ('stored_file', 'UPDATE, DELETE'), ('journal_details', 'UPDATE, DELETE')) AS erased (name, word)
            WHERE has_table_privilege(to_regclass('hattama.' || name), word)
        """,
    ),
)


def check_application_role(connection: psycopg.Connection) -> str:
    """The name of the connection's role, if it may no more than the application needs.

    Raises the first ApplicationRoleError of QUESTIONS that applies.
    """
    for question in QUESTIONS:
        found = [str(row[0]) for row in connection.execute(question.query)]
        if found:
            raise question.error(role=_role(connection), detail=", ".join(found))
    return _role(connection)


def _role(connection: psycopg.Connection) -> str:
    row = connection.execute("SELECT current_user").fetchone()
    return str(row[0]) if row else "?"
