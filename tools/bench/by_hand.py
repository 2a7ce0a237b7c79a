"""The rows that each page shows, asked for in SQL by hand: what no page can be faster than."""

from typing import Any

from django.db import connection

OPEN_DUTIES = """
    SELECT d.id, d.kind, d.title, d.facts, d.due, c.name, c.code, p.name
    FROM record_duty d
    JOIN clients_client c ON c.id = d.client_id
    LEFT JOIN people_person p ON p.id = d.owner_id
    WHERE d.done IS NULL AND d.started <= %(now)s {whose}
    ORDER BY d.due, d.id LIMIT {most}
"""
ONES_OWN = """AND (d.owner_id = %(person)s OR d.owner_id IS NULL AND d.client_id IN (
    SELECT client_id FROM people_role WHERE person_id = %(person)s AND kind = 'point person'
    AND starts <= %(today)s AND (ends IS NULL OR ends > %(today)s)))"""

STATEMENTS = {
    "desk": [OPEN_DUTIES.format(whose=ONES_OWN, most=61)],
    "everyone": [OPEN_DUTIES.format(whose="", most=500)],
    "client": [
        "SELECT * FROM clients_client WHERE id = %(client)s",
        "SELECT t.*, p.name FROM record_threadentry t JOIN record_event e ON e.id = t.event_id "
        "LEFT JOIN people_person p ON p.id = e.by_id WHERE t.client_id = %(client)s "
        "ORDER BY t.at DESC, t.id DESC LIMIT 25",
        "SELECT * FROM work_job WHERE client_id = %(client)s AND stage NOT IN ('closed', 'cancelled') "
        "ORDER BY id DESC LIMIT 25",
        "SELECT r.kind, p.name, p.title FROM people_role r JOIN people_person p ON p.id = r.person_id "
        "WHERE r.client_id = %(client)s AND r.starts <= %(today)s AND (r.ends IS NULL OR r.ends > %(today)s)",
        "SELECT * FROM clients_contact WHERE client_id = %(client)s ORDER BY name LIMIT 25",
    ],
    "jobs": [
        "SELECT j.*, c.name, p.name FROM work_job j JOIN clients_client c ON c.id = j.client_id "
        "JOIN people_person p ON p.id = j.lead_id WHERE j.stage NOT IN ('closed', 'cancelled', 'billed') "
        "ORDER BY j.id DESC LIMIT 50",
        "SELECT COUNT(*) FROM work_job WHERE stage NOT IN ('closed', 'cancelled', 'billed')",
    ],
    "job": [
        "SELECT j.*, c.name, p.name FROM work_job j JOIN clients_client c ON c.id = j.client_id "
        "JOIN people_person p ON p.id = j.lead_id WHERE j.id = %(job)s",
        "SELECT * FROM work_stage WHERE job_id = %(job)s ORDER BY id",
        "SELECT * FROM work_milestone WHERE job_id = %(job)s ORDER BY due",
        "SELECT * FROM work_task WHERE job_id = %(job)s ORDER BY id DESC LIMIT 25",
        "SELECT t.*, p.name FROM record_threadentry t JOIN record_event e ON e.id = t.event_id "
        "LEFT JOIN people_person p ON p.id = e.by_id WHERE t.job_id = %(job)s ORDER BY t.at DESC, t.id DESC LIMIT 25",
    ],
}


def ask(page: str, given: dict[str, Any]) -> None:
    """Fetch the rows of one page."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS[page]:
            cursor.execute(statement, given)
            cursor.fetchall()
