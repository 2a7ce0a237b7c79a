"""SQL as somebody would write it who knows the tables: the rows that each page shows, and nothing besides."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction


def desk(cursor: Any, person: int, now: datetime) -> None:
    """Open duties of one person, today's meetings, what clients owe, what was done this week."""
    _all(
        cursor,
        """
        SELECT d.id, d.kind, d.title, d.facts, d.due, c.name, c.code, o.name FROM record_duty d
        JOIN clients_client c ON c.id = d.client_id LEFT JOIN people_person o ON o.id = d.owner_id
        WHERE d.done IS NULL AND d.started <= %s AND (d.owner_id = %s OR (d.owner_id IS NULL AND d.client_id IN (
            SELECT client_id FROM people_role WHERE person_id = %s AND kind = 'point person' AND ends IS NULL)))
        ORDER BY d.due, d.id LIMIT 60""",
        [now, person, person],
    )
    _all(
        cursor,
        """
        SELECT m.id, m.starts, m.topic, c.name, m.place FROM meetings_meeting m
        JOIN meetings_attendee a ON a.meeting_id = m.id JOIN clients_client c ON c.id = m.client_id
        WHERE a.person_id = %s AND m.starts BETWEEN %s AND %s ORDER BY m.starts LIMIT 12""",
        [person, now - timedelta(hours=9), now + timedelta(hours=15)],
    )
    _all(
        cursor,
        """
        SELECT c.name, w.what, w.since, j.number FROM work_waiting w JOIN clients_client c ON c.id = w.client_id
        LEFT JOIN work_job j ON j.id = w.job_id WHERE w.ended IS NULL AND w.client_id IN (
        SELECT client_id FROM people_role WHERE person_id = %s AND ends IS NULL) ORDER BY w.since LIMIT 8""",
        [person],
    )
    _all(cursor, "SELECT COUNT(*) FROM record_duty WHERE owner_id = %s AND done >= %s",
         [person, now - timedelta(days=1)])  # fmt: skip


def everyone(cursor: Any, now: datetime) -> None:
    """Open duties of the whole agency, worst first, and for each client what is late, due, waited for, last said."""
    _all(
        cursor,
        """
        SELECT d.id, d.kind, d.title, d.facts, d.due, c.name, c.code, o.name FROM record_duty d
        JOIN clients_client c ON c.id = d.client_id LEFT JOIN people_person o ON o.id = d.owner_id
        WHERE d.done IS NULL AND d.started <= %s ORDER BY d.due, d.id LIMIT 60""",
        [now],
    )
    _all(
        cursor,
        """
        SELECT client_id, SUM(CASE WHEN due < %s THEN 1 ELSE 0 END), COUNT(*) FROM record_duty
        WHERE done IS NULL AND started <= %s AND due < %s GROUP BY client_id""",
        [now, now, now + timedelta(days=7)],
    )
    _all(cursor, "SELECT client_id, since, what FROM work_waiting WHERE ended IS NULL ORDER BY since", [])
    _all(cursor, """
        SELECT c.id, c.name, c.code, p.name, (SELECT MAX(t.at) FROM record_threadentry t
        WHERE t.client_id = c.id AND t.side = 'client') FROM clients_client c
        LEFT JOIN people_role r ON r.client_id = c.id AND r.kind = 'point person' AND r.ends IS NULL
        LEFT JOIN people_person p ON p.id = r.person_id ORDER BY p.name, c.name LIMIT 200""", [])  # fmt: skip


def record(cursor: Any, now: datetime) -> None:
    """The month before: what fell due, in time and late, by client, person and kind; and the twelve months up to it."""
    month = now.replace(day=1).date()
    last = (month - timedelta(days=1)).replace(day=1)
    columns = "COUNT(*), COUNT(CASE WHEN in_time THEN 1 END), COUNT(CASE WHEN NOT in_time THEN 1 END)"
    for key, of in (("client_id", "c.name"), ("held_by_id", "p.name"), ("kind", "d.kind")):
        _all(
            cursor,
            f"""
            SELECT d.{key}, {of}, {columns} FROM record_duty d JOIN clients_client c ON c.id = d.client_id
            LEFT JOIN people_person p ON p.id = d.held_by_id
            WHERE d.fell_on >= %s AND d.fell_on < %s GROUP BY d.{key}, {of} ORDER BY 3 DESC""",  # noqa: S608
            [last, month],
        )
    _all(cursor, """
        SELECT fell_on, in_time, COUNT(*) FROM record_duty WHERE fell_on >= %s AND fell_on < %s
        GROUP BY 1, 2 ORDER BY 1, 2""", [last.replace(year=last.year - 1), month])  # fmt: skip


def client(cursor: Any, client: int) -> None:
    """The client, its people, its team, its open jobs, the newest of its thread, what is owed and awaited."""
    for statement in (
        "SELECT * FROM clients_client WHERE id = %s",
        """SELECT c.*, r.kind FROM clients_contact c LEFT JOIN clients_contactrole r ON r.contact_id = c.id
           WHERE c.client_id = %s ORDER BY c.name""",
        """SELECT r.kind, p.name FROM people_role r JOIN people_person p ON p.id = r.person_id
           WHERE r.client_id = %s AND r.ends IS NULL""",
        "SELECT * FROM record_threadentry WHERE client_id = %s ORDER BY at DESC, id DESC LIMIT 30",
        """SELECT j.*, p.name FROM work_job j LEFT JOIN people_person p ON p.id = j.next_person_id
           WHERE j.client_id = %s AND j.stage NOT IN ('billed', 'closed', 'cancelled')
           ORDER BY j.milestone_on LIMIT 25""",
        "SELECT COUNT(*) FROM work_job WHERE client_id = %s",
        "SELECT COUNT(*) FROM record_edition WHERE client_id = %s AND audience = 'inside'",
        "SELECT name FROM clients_brand WHERE client_id = %s",
    ):
        _all(cursor, statement, [client])


def jobs(cursor: Any, person: int) -> None:
    """One page of the open jobs of a person's clients, and how many there are."""
    _all(
        cursor,
        """
        SELECT COUNT(*) FROM work_job j WHERE j.stage NOT IN ('billed', 'closed', 'cancelled') AND j.client_id IN (
        SELECT client_id FROM people_role WHERE person_id = %s AND ends IS NULL)""",
        [person],
    )
    _all(cursor, """
        SELECT j.*, c.name, k.name, m.name, p.name FROM work_job j JOIN clients_client c ON c.id = j.client_id
        JOIN work_jobkind k ON k.id = j.kind_id LEFT JOIN work_milestone m ON m.id = j.milestone_id
        LEFT JOIN people_person p ON p.id = j.next_person_id
        WHERE j.stage NOT IN ('billed', 'closed', 'cancelled') AND j.client_id IN (
        SELECT client_id FROM people_role WHERE person_id = %s AND ends IS NULL)
        ORDER BY j.milestone_on, j.id LIMIT 25""", [person])  # fmt: skip


def job(cursor: Any, job: int) -> None:
    """One job with its form, way, plan, tasks, waits and what was done lately."""
    for statement in (
        """SELECT j.*, f.scope, c.name FROM work_job j JOIN work_form f ON f.id = j.form_id
           JOIN clients_client c ON c.id = j.client_id WHERE j.id = %s""",
        "SELECT s.*, p.name FROM work_stage s JOIN people_person p ON p.id = s.by_id WHERE s.job_id = %s ORDER BY s.at",
        """SELECT m.*, r.at FROM work_milestone m LEFT JOIN work_reached r ON r.milestone_id = m.id
           WHERE m.job_id = %s ORDER BY m.on""".replace("m.on", 'm."on"'),
        """SELECT r.id, d.name, p.name, a.at FROM work_routing r JOIN work_job j ON j.form_id = r.form_id
           JOIN people_person p ON p.id = r.person_id LEFT JOIN people_department d ON d.id = r.department_id
           LEFT JOIN work_acknowledgement a ON a.routing_id = r.id WHERE j.id = %s""",
        "SELECT * FROM work_deliverable WHERE job_id = %s ORDER BY position",
        """SELECT t.*, p.name, d.at FROM work_task t JOIN people_person p ON p.id = t.owner_id
           LEFT JOIN work_taskdone d ON d.task_id = t.id WHERE t.job_id = %s ORDER BY t.due""",
        "SELECT * FROM work_waiting WHERE job_id = %s AND ended IS NULL",
        "SELECT * FROM record_threadentry WHERE job_id = %s ORDER BY at DESC LIMIT 10",
    ):
        _all(cursor, statement, [job])


def search(cursor: Any, person: int) -> None:
    """The newest entries of a person's clients that are called so, without an index of words."""
    _all(
        cursor,
        """
        SELECT id, kind, title, aside, at, body FROM core_searchentry WHERE names LIKE %s AND client IN (
        SELECT client_id FROM people_role WHERE person_id = %s AND ends IS NULL) ORDER BY id DESC LIMIT 25""",
        ["%orsatti%", person],
    )


def issue(cursor: Any, issue: int) -> None:
    """Write once more what an issue writes: editions, issue, items, readers, mail, event; then take it back."""
    with transaction.atomic():
        cursor.execute("SELECT client_edition_id, inside_edition_id FROM meetings_issue WHERE id = %s", [issue])
        editions = [_copied_edition(cursor, one) for one in cursor.fetchone()]
        cursor.execute(
            """INSERT INTO meetings_issue
                   (report_id, version, number, client_edition_id, inside_edition_id, by_id, at, closes)
               SELECT report_id, version + 1000, number, %s, %s, by_id, at, closes FROM meetings_issue WHERE id = %s
               RETURNING id""",
            [*editions, issue],
        )
        (made,) = cursor.fetchone()
        cursor.execute(
            """INSERT INTO meetings_issueditem (issue_id, key, position, kind, since_id)
               SELECT %s, key, position, kind, %s FROM meetings_issueditem WHERE issue_id = %s""",
            [made, made, issue],
        )
        cursor.execute(
            """INSERT INTO meetings_reader (issue_id, person_id, contact_id, why, reasons)
               SELECT %s, person_id, contact_id, why, reasons FROM meetings_reader WHERE issue_id = %s""",
            [made, issue],
        )
        cursor.execute(
            """INSERT INTO record_effect (key, kind, client_id, subject_label, subject_id, person_id, contact_id, state,
                   attempts, made, next_at, reason, message_id)
               SELECT 'bench:' || e.key, e.kind, e.client_id, e.subject_label, e.subject_id, e.person_id, e.contact_id,
                   'dropped', 0, e.made, e.next_at, '', '' FROM record_effect e
               JOIN meetings_reader r ON r.id = e.subject_id AND e.subject_label = 'meetings.Reader'
               WHERE r.issue_id = %s""",
            [issue],
        )
        transaction.set_rollback(True)


def status_report(cursor: Any, client: int) -> None:
    """The last report, the open jobs with what each waits for, when it was delivered, whether it is shown."""
    _all(
        cursor,
        """
        SELECT p.number, p.at, e.data FROM status_published p JOIN record_edition e ON e.id = p.edition_id
        WHERE p.client_id = %s ORDER BY p.number DESC LIMIT 1""",
        [client],
    )
    _all(
        cursor,
        """
        SELECT j.*, p.name, c.name, m.name, w.what, w.wanted_on, n.id,
               (SELECT MAX(s.at) FROM work_stage s WHERE s.job_id = j.id AND s.key = 'delivered')
        FROM work_job j LEFT JOIN people_person p ON p.id = j.next_person_id
        LEFT JOIN clients_contact c ON c.id = j.next_contact_id LEFT JOIN work_milestone m ON m.id = j.milestone_id
        LEFT JOIN work_waiting w ON w.job_id = j.id AND w.ended IS NULL
        LEFT JOIN status_notshown n ON n.job_id = j.id AND n.ended IS NULL
        WHERE j.client_id = %s AND j.stage NOT IN ('billed', 'closed', 'cancelled') ORDER BY j.number""",
        [client],
    )


def publish(cursor: Any, client: int) -> None:
    """Write once more what the last report wrote: edition, report, readers; then take it back."""
    status_report(cursor, client)
    with transaction.atomic():
        cursor.execute(
            "SELECT id, edition_id FROM status_published WHERE client_id = %s ORDER BY number DESC LIMIT 1", [client]
        )
        report, edition = cursor.fetchone()
        made = _copied_edition(cursor, edition)
        cursor.execute(
            """INSERT INTO status_published (client_id, edition_id, number, by_id, at)
               SELECT client_id, %s, number + 100000, by_id, at FROM status_published WHERE id = %s RETURNING id""",
            [made, report],
        )
        (again,) = cursor.fetchone()
        cursor.execute(
            """INSERT INTO status_reader (published_id, person_id, contact_id, why)
               SELECT %s, person_id, contact_id, why FROM status_reader WHERE published_id = %s""",
            [again, report],
        )
        transaction.set_rollback(True)


def _copied_edition(cursor: Any, edition: int) -> int:
    cursor.execute(
        """INSERT INTO record_edition (client_id, kind, audience, number, version, data, data_sha256, by_id, at)
           SELECT client_id, kind, audience, number + 100000, 1, data, data_sha256, by_id, at FROM record_edition
           WHERE id = %s RETURNING id""",
        [edition],
    )
    return int(cursor.fetchone()[0])


def _all(cursor: Any, statement: str, given: list[Any]) -> None:
    cursor.execute(statement, given)
    cursor.fetchall()
