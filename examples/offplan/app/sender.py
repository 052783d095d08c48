"""Letters to agencies and buyers. One sender domain for all of them: docs/decisions/0011-email-sender.md."""

from email.message import EmailMessage

DOMAIN = "mail.example.com"


def letter(to: str, subject: str, text: str, sender: str = "") -> EmailMessage:
    """A letter ready to send. The local part of the sender is still to be approved (SK-260511-02#w1)."""
    if not sender:
        raise ValueError("no sender address is approved yet: see docs/decisions/0011-email-sender.md")
    if not sender.endswith("@" + DOMAIN):
        raise ValueError(f"{sender} is not an address of {DOMAIN}")
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message.set_content(text)
    return message
