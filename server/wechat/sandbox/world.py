"""Everything the sandbox remembers."""

from server.wechat.sandbox.accounts import Account, Kind, Person, Setup, Template, read_setup
from server.wechat.sandbox.clock import Clock
from server.wechat.sandbox.codes import Codes
from server.wechat.sandbox.credits import Credits
from server.wechat.sandbox.faults import Faults
from server.wechat.sandbox.follows import Follow, Follows
from server.wechat.sandbox.mailbox import Mailbox
from server.wechat.sandbox.outbox import Outbox
from server.wechat.sandbox.qr import QrCodes
from server.wechat.sandbox.quotas import Quotas
from server.wechat.sandbox.recent import Recent
from server.wechat.sandbox.tokens import Tokens


class World:
    """The accounts and people of `setup` and all that happened to them since the start."""

    def __init__(self, setup: Setup | None = None, clock: Clock | None = None) -> None:
        self.setup = setup or read_setup()
        self.clock = clock or Clock()
        self.outbox = Outbox(self.setup.callback)
        self.preview_url: str | None = None
        # From the clock, so that an open page notices a restart.
        self.revision = int(self.clock.now() * 1000)
        self.reset()

    def reset(self) -> None:
        """Back to the first start, except for addresses."""
        self.clock.skipped = 0.0
        self.tokens = Tokens(self.clock)
        self.codes = Codes(self.clock)
        self.follows = Follows()
        self.credits = Credits()
        self.qr = QrCodes(self.clock)
        self.mailbox = Mailbox()
        self.recent = Recent(self.clock)
        self.quotas = Quotas(self.clock)
        self.faults = Faults()
        self.banned_templates: set[str] = set()
        self.released = {each.appid: set(each.pages) for each in self.setup.accounts}
        self.last_seen: dict[str, float] = {}
        self.in_flight: set[str] = set()
        self.send_seconds = 0.01  # how long one subscribe send is in flight (§5.6, 43108)
        self.outbox.records.clear()
        self._let_people_follow()
        self.changed()

    def changed(self) -> None:
        """Tell the page and the state file that there is something new."""
        self.revision += 1

    def account(self, appid: str) -> Account | None:
        """The account of that AppID."""
        return next((each for each in self.setup.accounts if each.appid == appid), None)

    def first(self, kind: Kind) -> Account:
        """The first account of a kind; the demo has one of each."""
        return next(each for each in self.setup.accounts if each.kind is kind)

    def person(self, key: str) -> Person:
        """The person of that key; raises LookupError."""
        for each in self.setup.people:
            if each.key == key:
                return each
        raise LookupError(key)

    def owner(self, openid: str, account: Account) -> Person | None:
        """Whose openid of `account` this is."""
        return next((each for each in self.setup.people if each.openid(account) == openid), None)

    def known_openid(self, openid: str) -> bool:
        """Whether any account knows this openid."""
        return any(self.owner(openid, account) for account in self.setup.accounts)

    def follow_of(self, person: Person) -> Follow:
        """How a person stands to the service account."""
        return self.follows.of(person.openid(self.first(Kind.SA)))

    def template(self, template_id: str) -> tuple[Account, Template] | None:
        """A template and its account."""
        for account in self.setup.accounts:
            found = account.template(template_id)
            if found:
                return account, found
        return None

    def _let_people_follow(self) -> None:
        for person in self.setup.people:
            if person.follows:
                follow = self.follow_of(person)
                follow.subscribed, follow.since = True, self.clock.now()
