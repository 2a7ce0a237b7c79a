"""Numbers have no gap and no double, whoever else asks at the same time."""

from threading import Thread

import pytest
from django.db import connection, transaction

from herringbone.core.numbering import next_number


def test_a_number_that_was_rolled_back_is_given_again(db):
    with transaction.atomic():
        assert next_number("invoice") == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert next_number("invoice") == 2
        raise ZeroDivisionError
    with transaction.atomic():
        assert next_number("invoice") == 2


def test_outside_a_transaction_there_is_no_number(committing):
    with pytest.raises(RuntimeError):
        next_number("invoice")


def test_two_workers_share_a_series_without_gap_or_double(committing):
    taken = []

    def work():
        for _ in range(25):
            with transaction.atomic():
                number = next_number("invoice")
            taken.append(number)
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(taken) == list(range(1, 51))
