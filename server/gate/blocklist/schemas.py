"""What the security office types."""

from server.gate.blocklist.states import BlockKind
from server.kit.incoming import Incoming, Moment, Paragraph, Raw
from server.visits.schemas import DocumentKindName


class BlockIn(Incoming):
    """`document_kind` for a document only; without `until` the entry lasts until it is lifted."""

    kind: BlockKind
    value: Raw
    document_kind: DocumentKindName | None = None
    reason: Paragraph
    until: Moment | None = None


class LiftIn(Incoming):
    reason: Paragraph
