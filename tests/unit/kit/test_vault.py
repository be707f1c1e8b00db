"""Names and CPR numbers at rest: read again under any key that is kept, and under no other."""

import pytest
from cryptography.fernet import Fernet, InvalidToken

from kit.database.vault import Vault

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


def test_what_is_closed_is_opened_again_and_is_not_the_text() -> None:
    vault = Vault(OLD, "secret")
    closed = vault.close("Nobody")
    assert closed is not None
    assert b"Nobody" not in closed
    assert vault.open(closed) == "Nobody"
    assert vault.open(vault.close(None)) is None


def test_a_key_is_changed_by_putting_a_new_one_in_front() -> None:
    closed = Vault(OLD, "secret").close("Nobody")
    assert closed is not None
    both = Vault(f"{NEW},{OLD}", "secret")
    assert both.open(closed) == "Nobody"
    assert Vault(NEW, "secret").open(both.rotate(closed)) == "Nobody"
    with pytest.raises(InvalidToken):
        Vault(NEW, "secret").open(closed)


def test_a_citizen_is_the_same_in_one_municipality_and_another_in_the_next() -> None:
    vault = Vault(OLD, "secret")
    here, again, there = (vault.citizen_id(code, "0101019999") for code in ("0217", "0217", "0269"))
    assert here == again
    assert here != there
    assert Vault(OLD, "another secret").citizen_id("0217", "0101019999") != here
    assert vault.citizen_id("0217", None) != vault.citizen_id("0217", None), "without a CPR number, drawn at random"


def test_each_purpose_has_a_key_of_its_own_under_each_secret() -> None:
    vault, same, other = (Vault(Fernet.generate_key().decode(), secret) for secret in ("one", "one", "two"))
    assert vault.key_for("a purpose") == same.key_for("a purpose")
    keys = {vault.key_for("a purpose"), vault.key_for("another"), other.key_for("a purpose"), b"one"}
    assert len(keys) == 4
