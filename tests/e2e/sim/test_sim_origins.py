"""Where the words of people come from in the local Telegram, and what may not be carried away."""

import pytest
from telegram import Bot, MessageOriginChannel, MessageOriginHiddenUser
from telegram.error import BadRequest

from sim.people import Group, Person


async def test_forwards_of_channels_and_hidden_people(bot: Bot, maria: Person, group: Group) -> None:
    irina = group.agents[0]
    said = await irina.say("продиктуйте код")
    await maria.say("смотрите", forwarded_from={"kind": "channel", "name": "Новости"})
    await irina.at(irina.id).start()
    await irina.forward(said.id, irina.id, hidden=True)
    origins = [
        one.message.forward_origin
        for one in await bot.get_updates(timeout=0)
        if one.message and one.message.forward_origin
    ]
    channel, hidden = origins
    assert isinstance(channel, MessageOriginChannel)
    assert channel.chat.title == "Новости"
    assert isinstance(hidden, MessageOriginHiddenUser)
    assert hidden.sender_user_name == "Ирина"


async def test_an_answer_to_another_chat_carries_its_quote(bot: Bot, maria: Person) -> None:
    await maria.say("это правда?", reply_elsewhere={"kind": "channel", "name": "Новости", "text": "скидка"})
    message = (await bot.get_updates(timeout=0))[-1].message
    assert (message.external_reply.origin.chat.title, message.quote.text) == ("Новости", "скидка")


async def test_another_picture_keeps_its_words_unless_new_ones_come(bot: Bot, maria: Person) -> None:
    sent = await maria.send("photo", caption="вот")
    assert (await maria.replace_media(sent.id, "photo", number=2)).text == "вот"
    assert (await maria.replace_media(sent.id, "document", caption="вот так")).text == "вот так"
    edits = [one.edited_message for one in await bot.get_updates(timeout=0) if one.edited_message]
    assert [bool(one.document) for one in edits] == [False, True]


async def test_protected_content_goes_nowhere(bot: Bot, maria: Person, group: Group) -> None:
    irina = group.agents[0]
    said = await irina.say("не для всех")
    await irina.protect()
    assert (await bot.get_chat(group.chat_id)).has_protected_content
    with pytest.raises(BadRequest, match="Message can't be copied"):
        await bot.copy_message(maria.id, group.chat_id, said.id)
    with pytest.raises(BadRequest, match="There are no messages to copy"):
        await bot.copy_messages(maria.id, group.chat_id, [said.id])
    with pytest.raises(BadRequest, match="Message can't be forwarded"):
        await bot.forward_message(maria.id, group.chat_id, said.id)
    await irina.protect(on=False)
    assert await bot.copy_message(maria.id, group.chat_id, said.id)
