from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from handbook.edition.recipient import Recipient, addressed
from tests.edition.test_model import edition


def refusal(**fields: Any) -> str:
    with pytest.raises(ValidationError) as error:
        Recipient.model_validate(fields)
    return str(error.value.errors()[0]["msg"].removeprefix("Value error, "))


def test_a_recipient_has_a_name_or_a_school() -> None:
    assert Recipient(school="Musterschule Nord").name is None
    assert refusal(greeting="Hallo!") == "it needs a name or a school"


def test_a_contact_of_ones_own_can_be_reached() -> None:
    assert refusal(name="9a", contact="Kim Beispiel") == "the contact needs at least one of phone, email and web"


def test_a_telephone_number_is_never_printed_under_somebody_elses_name() -> None:
    assert "belong to a contact" in refusal(name="9a", phone="+49 30 23125 111")


def test_the_edition_speaks_with_the_contact_of_the_recipient() -> None:
    general = edition(contact={"name": "Kim Beispiel", "phone": "+49 30 23125 100", "role": "Personal"})
    own = addressed(general, Recipient.model_validate({"name": "9a", "contact": "Alex Muster", "email": "alex@example.org"}))
    assert own.contact is not None
    assert (own.contact.name, own.contact.email, own.contact.phone, own.contact.role) == ("Alex Muster", "alex@example.org", None, None)
    assert addressed(general, Recipient(name="9b")) is general
