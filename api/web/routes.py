"""Every page of the workplace."""

from api.web import (
    account_page,
    accounts_page,
    case_access,
    case_list,
    case_page,
    choices,
    documents_page,
    editor_page,
    home,
    journal_page,
    protocol_page,
    second_factor_page,
    set_up,
    sign_in,
    units_page,
    upload_page,
)

ROUTERS = tuple(
    each.router
    for each in (
        home,
        choices,
        set_up,
        sign_in,
        account_page,
        second_factor_page,
        accounts_page,
        units_page,
        case_list,
        case_page,
        case_access,
        editor_page,
        journal_page,
        documents_page,
        upload_page,
        protocol_page,
    )
)
