"""How somebody wishes to be told (C7). Where there is no row, what the kind of notice says by itself counts."""

from django.db import models

from herringbone.people.models import Person


class Mail(models.TextChoices):
    """When a notice is mailed. At once means: with what comes in the same minutes, while the office is open."""

    NEVER = "never"
    AT_ONCE = "at once"
    ANY_HOUR = "any hour"  # at once, whether the office is open or not
    DAILY = "daily"  # in one mail with all of the day, when the office opens


class NoticeChoice(models.Model):
    """What a person chose for one kind of notice (`notices.kinds`)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=20)
    shown = models.BooleanField(default=True)  # in the program
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.AT_ONCE)
    chat = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_choice_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"


class NoticeTimes(models.Model):
    """Whether a person wishes to be told at hours when their office is closed, too."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="notice_times")
    any_hour = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"hours of {self.person_id}"
