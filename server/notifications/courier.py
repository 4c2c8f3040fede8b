"""One message's way: is it still wanted, can this channel reach the person, and what does WeChat say."""

import asyncio
import random
from datetime import datetime, timedelta

from server.kit import clock
from server.notifications import alarms, claims, rules
from server.notifications.bindings import Address, Bindings
from server.notifications.deliveries import Attempt, overtaken, past_of, put_back, settle
from server.notifications.letters import Letter, Unsendable, post, written
from server.notifications.models import OutgoingMessage
from server.notifications.rules import Past, Patience, Situation, Step
from server.notifications.states import MessageStatus
from server.notifications.templates import Templates
from server.settings import Settings
from server.wechat.errors import Reaction, WeChatError
from server.wechat.gateway import WeChatGateway
from server.wechat.options import Account


class Courier:
    """Carries claimed messages, and remembers which alarms go on."""

    def __init__(
        self, gateway: WeChatGateway, templates: Templates, bindings: Bindings, settings: Settings
    ) -> None:
        self._gateway = gateway
        self._templates = templates
        self._bindings = bindings
        self._retries = [timedelta(seconds=each) for each in settings.notifications.retry_seconds]
        self._report = timedelta(seconds=settings.notifications.report_seconds)
        self._zone = settings.zone
        self._lines = asyncio.Semaphore(settings.notifications.concurrency)
        self._alarms: dict[str, datetime] = {}

    def first_channel(self, kind: str) -> Account:
        """Where a message of `kind` begins; a kind the file no longer has is refused when it is written."""
        return next(iter(self._templates.channels(kind)), Account.MINI_PROGRAM)

    async def refresh_alarms(self) -> None:
        """Learn what other workers met, and what an operator has cleared."""
        self._alarms = await alarms.open_alarms()

    async def carry(self, message: OutgoingMessage) -> None:
        """Take a claimed message as far as it goes now, and store where that is."""
        channel = self._channel(message)
        past = await past_of(message, channel)
        at = self._situation(message, channel, past)
        if over := rules.unconfirmed(at):
            await self._alarm(f"{channel}.{rules.UNCONFIRMED}", message.last_reason)
            await put_back(message, over)
            return
        if instead := self._not_now(at) or await self._superseded(message, at):
            await put_back(message, instead)
            return
        try:
            letter = written(message, channel, self._templates, past)
        except Unsendable as fault:
            await self._unsendable(message, at, str(fault))
            return
        address = await self._bindings.address_of(
            str(message.recipient_id), message.recipient_staff_id, channel
        )
        if address is None:
            await settle(message, rules.elsewhere("no_address", at), Attempt(channel))
            return
        await self._hand_over(message, letter, address, past)

    def _not_now(self, at: Situation) -> Step | None:
        """The step for a message that WeChat need not be asked about."""
        if at.now >= at.give_up_at:
            return rules.too_late(at)
        until = alarms.rests_until(self._alarms, at.channel, at.patience)
        return rules.while_stopped(until, at) if until else None

    async def _superseded(self, message: OutgoingMessage, at: Situation) -> Step | None:
        return rules.superseded(at) if await overtaken(message) else None

    async def _hand_over(self, message: OutgoingMessage, letter: Letter, to: Address, past: Past) -> None:
        try:
            async with self._lines:
                began = clock.now()
                if not await self._still_ours(message, letter.channel, began):
                    return
                platform_id = await post(letter, to.openid, self._gateway)
        except WeChatError as error:
            await self._refused(message, letter, to, error, past, began)
        else:
            sent = Step(MessageStatus.SENT, rules.SENT, letter.channel)
            attempt = Attempt(letter.channel, letter.template_id, platform_id, to.identity_id, at=began)
            await settle(message, sent, attempt)
            if to.muted:
                await self._bindings.muted(to.identity_id, muted=False)
            await self._all_clear(message, letter)

    async def _still_ours(self, message: OutgoingMessage, channel: Account, now: datetime) -> bool:
        """False when it waited so long for its turn that another worker may have it by now."""
        if channel is Account.MINI_PROGRAM:
            # There a repeat is seen twice, so should we die now, it must be known that the call had begun.
            return await claims.begin(message, now)
        return not message.claimed_until or now < message.claimed_until

    async def _refused(
        self,
        message: OutgoingMessage,
        letter: Letter,
        to: Address,
        error: WeChatError,
        past: Past,
        began: datetime,
    ) -> None:
        await self._mark(to, letter.channel, error.reaction)
        if error.reaction.alarms:
            key = alarms.key_of(letter.channel, error.reaction, message.kind)
            await self._alarm(key, alarms.detail_of(error))
        attempt = Attempt(letter.channel, letter.template_id, None, to.identity_id, error, began)
        step = rules.after_refusal(error, self._situation(message, letter.channel, past))
        await settle(message, step, attempt)

    async def _mark(self, to: Address, channel: Account, reaction: Reaction) -> None:
        """What a refusal says about the person."""
        if reaction is Reaction.NOT_FOLLOWING:
            await self._bindings.not_following(to.identity_id)
        if reaction is Reaction.BAD_OPENID:
            await self._bindings.broken(to.identity_id, channel)
        if reaction is Reaction.NO_CREDIT and channel is Account.SERVICE:
            await self._bindings.muted(to.identity_id, muted=True)

    async def _unsendable(self, message: OutgoingMessage, at: Situation, why: str) -> None:
        await self._alarm(f"{at.channel}.unsendable.{message.kind}", why)
        await settle(message, rules.elsewhere("unsendable", at), Attempt(at.channel))

    async def _alarm(self, key: str, detail: str) -> None:
        self._alarms[key] = clock.now()
        await alarms.raise_alarm(key, detail)

    async def _all_clear(self, message: OutgoingMessage, letter: Letter) -> None:
        over = alarms.disproved(letter.channel, message.kind, whole=letter.whole) & self._alarms.keys()
        if over:
            await alarms.clear(over)
            self._alarms = {key: at for key, at in self._alarms.items() if key not in over}

    def _channel(self, message: OutgoingMessage) -> Account:
        """The channel it has come to, if the file still has it."""
        channels = self._templates.channels(message.kind)
        return next((each for each in channels if each == message.channel), self.first_channel(message.kind))

    def _situation(self, message: OutgoingMessage, channel: Account, past: Past) -> Situation:
        return Situation(
            now=clock.now(),
            give_up_at=message.give_up_at,
            channel=channel,
            fallback=self._templates.following(message.kind, channel),
            attempts=message.attempts + 1,
            past=past,
            patience=Patience(self._retries, self._report, self._zone, random.random()),
        )
