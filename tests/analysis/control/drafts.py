"""A small pack of an agency with one rule, as text."""

HEAD = 'pack: agency\nversion: "1"\ntitle: {ru: а, kk: ә, en: a}\ncase_kinds: [criminal]\n'
LIMITS = """limits:
  most: {says: {ru: а, kk: ә, en: a}, source: s, values: [{from: 2015-01-01, value: 60}]}
"""
SAYS = "title: {ru: а, kk: ә, en: a}\n    explanation: {ru: а, kk: ә, en: a}\n    ok_when: {ru: а, kk: ә, en: a}"
RULE = f"""controls:
  - id: Z
    {SAYS}
    basis: [{{act: УПК, article: 209, source: s, certainty: CODE}}]
    in_force: {{from: 2015-01-01}}
    watch: sitting
    must: "sitting.length_seconds <= limit.most * 60"
    severity: block
    evidence: [sitting.length_seconds]
"""


def pack(folder, text=HEAD + LIMITS + RULE):
    path = folder / "agency.yaml"
    path.write_text(text, "utf-8")
    return path
