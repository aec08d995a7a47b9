"""Users and what a chat knows of them: membership and administrators' rights."""

from dataclasses import dataclass, field

from sim.wire import Json

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
"""Rights of a supergroup administrator, in the order of ChatMemberAdministrator."""

MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
"""What is taken from a restricted member, in the order of ChatMemberRestricted."""

BOT_RIGHTS = frozenset(
    {"can_manage_chat", "can_delete_messages", "can_pin_messages", "can_manage_topics", "can_invite_users"}
)
"""What a group gives to a support bot when it makes it an administrator."""


@dataclass(slots=True)
class User:
    """A person or the bot."""

    id: int
    first_name: str
    is_bot: bool = False
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    deactivated: bool = False

    def to_json(self) -> Json:
        """Telegram's User."""
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            body["last_name"] = self.last_name
        if self.username:
            body["username"] = self.username
        if self.language_code:
            body["language_code"] = self.language_code
        return body

    @property
    def full_name(self) -> str:
        """Name as a page shows it."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(slots=True)
class Member:
    """A user's place in a chat: ``creator``, ``administrator``, ``member``, ``restricted``, ``left`` or
    ``kicked``."""

    user: User
    status: str
    rights: frozenset[str] = field(default=frozenset())

    @property
    def present(self) -> bool:
        """Whether the user is in the chat."""
        return self.status in {"creator", "administrator", "member", "restricted"}

    @property
    def is_admin(self) -> bool:
        """Whether the user sees everything and may have rights."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Whether the user holds one of :data:`ADMIN_RIGHTS`."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def to_json(self) -> Json:
        """Telegram's ChatMember."""
        body: Json = {"user": self.user.to_json(), "status": self.status}
        if self.status == "creator":
            body["is_anonymous"] = False
        elif self.status == "administrator":
            body["can_be_edited"] = False
            body["is_anonymous"] = False
            body.update({right: right in self.rights for right in ADMIN_RIGHTS})
        elif self.status == "restricted":
            body |= {"is_member": True, "until_date": 0, **dict.fromkeys(MEMBER_RIGHTS, False)}
        elif self.status == "kicked":
            body["until_date"] = 0
        return body
