-- A revision that wrote words, listened to once more: when each of its words is said. A row without times says that an
-- engine tried and could not tell; without a row nobody has tried.
CREATE TABLE hattama.revision_times (
    layer_id uuid NOT NULL,
    number integer NOT NULL,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    times jsonb NOT NULL,                   -- {word id: [start, end]}, seconds
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (layer_id, number),
    FOREIGN KEY (layer_id, number) REFERENCES hattama.revision (layer_id, number)
);

ALTER TABLE hattama.revision_times ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.revision_times FOR SELECT USING (
    hattama.acting_system() OR hattama.may_read_case(case_id));
CREATE POLICY adding ON hattama.revision_times FOR INSERT WITH CHECK (hattama.acting_system());

SELECT hattama.make_append_only('hattama.revision_times');
SELECT hattama.make_erasable('hattama.revision_times');
