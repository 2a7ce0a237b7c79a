"""Strings of Django that people meet here: its own Italian has a tone and spelling that are not the house's."""

BORROWED: tuple[str | tuple[str, str], ...] = (
    "This field is required.",
    "Enter a valid value.",
    "Enter a valid email address.",
    "Enter a valid URL.",
    "Enter a valid date.",
    "Enter a valid time.",
    "Enter a number.",
    "Enter a whole number.",
    "Select a valid choice. That choice is not one of the available choices.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Enter a list of values.",
    (
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    "Ensure this value is less than or equal to %(limit_value)s.",
    "Ensure this value is greater than or equal to %(limit_value)s.",
    ("%(size)d byte", "%(size)d bytes"),
    "Null characters are not allowed.",
    "No file was submitted. Check the encoding type on the form.",
    "No file was submitted.",
    "The submitted file is empty.",
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    "The password is too similar to the %(verbose_name)s.",
    "This password is too common.",
    "This password is entirely numeric.",
)
