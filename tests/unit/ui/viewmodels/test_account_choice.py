"""Which account is meant."""

from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry

FIRST = AccountEntry("paper_one", "Practice", "simulator")
SECOND = AccountEntry("paper_two", "paper_two", "simulator")


def test_a_choice_is_told_once() -> None:
    vm, heard = AccountChoiceViewModel([FIRST, SECOND]), list[AccountEntry]()
    vm.changed.connect(heard.append)
    assert vm.chosen == FIRST
    vm.choose("paper_two")
    vm.choose("paper_two")
    assert vm.chosen == SECOND
    assert heard == [SECOND]


def test_an_account_that_is_not_known_changes_nothing() -> None:
    vm = AccountChoiceViewModel([FIRST, SECOND])
    vm.choose("paper_three")
    assert vm.chosen == FIRST


def test_an_account_goes_by_its_name() -> None:
    vm = AccountChoiceViewModel([FIRST, SECOND])
    assert vm.name_of("paper_one") == "Practice"
    assert vm.name_of("gone") == "gone"
