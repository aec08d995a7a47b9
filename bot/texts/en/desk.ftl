### The agents' group: topics, buttons, the queue, deadlines, agents' replies.

## The agents' group

desk-topic = No. { $case } · { $customer }
desk-button-take = Take
desk-button-release = Back to the queue
desk-button-solved = Solved
desk-button-reopen = Open again
desk-button-no-entry = No entry answers it
desk-link = Which entry would have answered this? One press, and the bot will remember.
desk-card-title = { $mark } <b>No. { $case }</b> · { $customer }
desk-card-state-queued = ⏳ waiting since { $since }
desk-card-state-owned = 👤 with { $agent }
desk-card-state-solved = ✅ solved ({ $agent }), waiting for the customer
desk-card-state-closed = ☑️ closed: { $how ->
    [confirmed] confirmed by the customer
   *[other] unconfirmed
  }
desk-card-returned = ↩️ came back, was with { $agent }
desk-card-rating = Rating: { $rating } of 5
desk-card-question = { $source ->
    [none] <b>Question:</b> { $question }
   *[other] <b>No question, forwarded from { $source }:</b> { $question }
  }
desk-card-came-by = <b>Came by the link:</b> { $link }
desk-card-reason = <b>Why people:</b> { $reason ->
    [asked] asks for a person
    [danger] urgent: { $detail }
    [unknown] no answer in the knowledge base
    [unclear] the clarification did not help
    [rejected] the answers did not fit
    [guided] walked through the checks, not solved
    [unreadable] an attachment without words
   *[failed] the bot could not cope
  }
desk-card-danger = { $kind ->
    [money] money is being lost
    [theft] theft or break-in
    [health] threat to health
    [legal] court, complaint to an authority
    [outage] outage
   *[other] danger
  }
desk-card-words = (words: { $words })
desk-card-understood = <b>Understood as:</b> { $candidates }
desk-card-tried = <b>Already answered:</b> { $answers }
desk-card-reaction = { $reaction ->
    [helped] 👍
    [rejected] 👎
   *[none] no reaction
  }
desk-card-clarified = <b>Clarified:</b> { $choice ->
    [none] nothing fitted
   *[other] chose “{ $choice }”
  }
desk-card-checked = <b>Checked:</b> { $steps }
desk-card-details = <b>Details:</b> { $details }
desk-card-attachments = <b>Attachments:</b> { $count ->
    [one] { $count } file
   *[other] { $count } files
  }
desk-card-promise = <b>Promised to answer:</b> by { $time }
desk-card-customer = <b>Customer:</b> { $language ->
    [en] English
    [uk] Ukrainian
    [be] Belarusian
    [kk] Kazakh
    [tt] Tatar
    [uz] Uzbek
   *[other] Russian
  }{ $username ->
    [none] { "" }
   *[other] , @{ $username }
  }{ $earlier ->
    [0] , first request
    [one] , { $earlier } earlier request
   *[other] , { $earlier } earlier requests
  }
desk-card-suggested = <b>From the knowledge base:</b> { $title }
desk-card-how = Answer here and the customer sees it. A line that begins with // stays a note.
desk-transcript = <b>Before the handoff</b>
desk-transcript-customer = 🗣 { $before ->
    [none] { "" }
   *[other] <i>{ $before }</i>{ " " }
  }{ $text }
desk-transcript-bot = 🤖 { $before ->
    [none] { "" }
   *[other] <i>{ $before }</i>{ " " }
  }{ $text }
desk-transcript-agent = 👤 { $before ->
    [none] { "" }
   *[other] <i>{ $before }</i>{ " " }
  }{ $text }
desk-transcript-cut = … { $count ->
    [one] { $count } earlier message
   *[other] { $count } earlier messages
  }
desk-kind-photo = [photo]
desk-kind-video = [video]
desk-kind-voice = [voice]
desk-kind-video_note = [video note]
desk-kind-document = [file]
desk-kind-audio = [audio]
desk-kind-animation = [animation]
desk-kind-sticker = [sticker]
desk-kind-location = [place on the map]
desk-kind-contact = [contact]
desk-kind-other = [attachment]
desk-claimed = 👤 { $agent } has the request
desk-claim-lost = { $agent } already has this request. Your message did not go to the customer; a line with // stays a note.
desk-released = ↩️ { $agent } returned the request to the queue
desk-lease-expired = ⌛ No word from { $agent } for a long time: the request is back, first in line
desk-solved = ✅ { $agent }: solved. Waiting for the customer to confirm.
desk-confirmed = ☑️ The customer confirmed: solved
desk-unconfirmed = ☑️ The customer did not answer. Closed unconfirmed.
desk-not-solved = ❗️ The customer says it is not solved. First in line again; was with { $agent }.
desk-reopened = 🔁 The customer is back with the same question. First in line; was with { $agent }.
desk-rated = The customer's rating: { $rating } of 5
desk-closed-hint = The request is closed, your message did not go to the customer. To go on, open it again.
desk-blocked = 🚫 The customer blocked the bot: messages do not reach them
desk-unblocked = The customer is back
desk-undelivered = ⚠️ { $part ->
    [none] A message did not reach the customer
    [file] The customer got the file, but not the words under it
    [words] The customer got only the beginning of the message
   *[some] The customer got { $count } of { $total } parts of the album
  }: { $reason }
desk-edit-undelivered = ⚠️ { $kind ->
    [file] The replaced file did not reach the customer, who still has the old one
   *[words] The edit did not reach the customer, who still has the old text
  }: { $reason }
desk-edit-not-shown = ⚠️ { $kind ->
    [file] The customer replaced a file, and the new one could not be shown here
   *[words] The customer edited a message, and the edit could not be shown in its place
  }: { $reason }{ $words ->
    [none] { "" }
   *[other] . It says now: “{ $words }”
  }
desk-delayed = ⏳ The message has not reached the customer yet: Telegram is out of reach. It goes by itself as soon as it can.
desk-outage = ⚠️ Telegram has been out of reach since { $since }: { $what ->
    [fetching] the bot sees no new messages
   *[sending] messages do not go out
  }. Nothing is lost, all of it arrives when the connection is back. <code>linezero doctor</code> on the server shows what is wrong.
group-lost = 🔴 { $why ->
    [out] The bot is no longer in the agents' group ({ $group }): it was removed, or the group is gone.
   *[rights] The bot lacks rights in the agents' group ({ $group }): it cannot make topics.
  } { $waiting ->
    [0] Nobody waits now, but new cases reach no one.
    [one] { $waiting } case waits that no one can see.
   *[other] { $waiting } cases wait that no one can see.
  } What to do: { $why ->
    [out] add the bot to the group again and make it an administrator with “Manage Topics”, “Delete Messages” and “Pin Messages”. If the group is another one now, its id belongs into LINEZERO_DESK_CHAT_ID.
   *[rights] group → Edit → Administrators → the bot: switch on “Manage Topics”, “Delete Messages” and “Pin Messages”.
  } Nothing is lost: all of it comes by itself. Until then customers are told no time.
desk-back = 🟢 The bot works in the agents' group again. All that has waited is coming in.
desk-not-shown = ⚠️ { $part ->
    [none] A message of the customer could not be shown here
    [file] The customer's file is here, but the words under it could not be shown
    [words] Only the beginning of the customer's message is here
   *[some] { $count } of { $total } parts of the customer's album are here
  }: { $reason }{ $words ->
    [none] { "" }
   *[other] . It says: “{ $words }”
  }
desk-failed = ⚠️ The last action failed: a message was not handled. Please repeat it, and tell the administrator if that does not help.
desk-edit-unsent = The customer won't see this edit: the message was never sent to them. Write a new one to send it.
desk-edited-before = ✏️ <i>was: { $before }</i>
desk-edited-file = ✏️ <i>edited: another file{ $before ->
    [none] { "" }
   *[other] , was: { $before }
  }</i>
desk-edited = ✏️ The customer changed a message.
    Was: { $before }
    Now: { $after }
desk-recap = The topic was deleted, so it was made again. The last of the conversation:
desk-anonymous = You write anonymously, so nobody can tell who has the request. Turn off anonymity in your admin rights.
person-someone = a specialist
customer-someone = Customer

## The queue: board and lists

board-title = <b>Queue</b> · { $count ->
    [0] nobody is waiting
    [one] { $count } case is waiting
   *[other] { $count } cases are waiting
  }
board-oldest = Waiting longest: { $number }
board-due = Next promise to end: { $number }
board-breaching = ⏰ Next deadlines: { $list }
board-breach = { $number } — { $what ->
    [first_reply] first reply
    [next_reply] reply
   *[solution] solution
  } by { $time }
board-rest = … and { $count } more
board-busy = <b>At work:</b> { $people }
list-line = { $number } · { $customer } · { $about } · { $state }
list-reason = { $reason ->
    [asked] wants a person
    [danger] urgent
    [unknown] no answer in the base
    [unclear] unclear question
    [rejected] the answer did not fit
    [unreadable] attachment without words
    [failed] the bot broke down
   *[other] no topic
  }
list-waiting = ⏳ since { $since }
list-promised = { $late ->
    [yes] ‼️ promised by { $time }
   *[no] promised by { $time }
  }
list-held = { $state ->
    [waiting_customer] waiting for the customer ({ $agent })
    [waiting_vendor] waiting for the vendor ({ $agent })
   *[other] 👤 { $agent }
  }
list-state = { $state ->
    [solved] solved, waiting for the customer
    [closed] closed
   *[other] with the bot
  } (from { $since })
list-mine = { $count ->
    [0] You have no cases now. /queue shows who is waiting
   *[other] <b>Your cases</b>
  }
list-no-case = There is no case No. { $case }.
list-which-case = Add a number: <code>/case 12</code>
list-open-topic = Open the topic
desk-reacted = The customer reacted with { $emoji }{ $text ->
    [none] { "" }
   *[other] { " " }to “{ $text }”
  }
desk-help = <b>Commands</b>
    { $commands }
    
    What you write in a case's topic goes to the customer; a line with // stays a note.
list-find-what = Find what? A number, a name, a @name or the customer's words: <code>/find Miller router</code>
list-found = { $count ->
    [0] Nothing found for “{ $words }”
   *[other] <b>Found for “{ $words }”</b>
  }
stats-today = <b>Today</b>
    { $opened } opened, { $closed } closed
    Solved without people: { $selfservice }
    Given to people: { $handed }, wait for an agent (median): { $wait }
    Promises kept: { $promise }
    Ratings 4–5: { $satisfied }
    Asked for what was known: { $repeated }
desk-command-find = Find a case by number, name or words
desk-command-stats = Today in figures
desk-command-queue = Who is waiting and who is busy
desk-command-my = My cases
desk-command-case = The card of a case by its number
desk-command-help = All commands

## Deadlines

desk-promise-near = ⏰ { $agent }, the customer was promised an answer by { $time }
desk-promise-lost = 🔴 { $case }: the customer has been told another time twice, and nobody has taken the case.
desk-deadline-near = ⏰ { $owned ->
    [yes] { $agent }, the
   *[no] The
  } { $what ->
    [first_reply] first reply to the customer
    [next_reply] reply to the customer
   *[solution] solution
  } is due in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  } (by { $time }){ $owned ->
    [yes] .
   *[no] , and nobody has taken the case.
  }
desk-deadline-missed = 🔴 { $case }: { $what ->
    [first_reply] the first reply
    [next_reply] the reply
   *[solution] the solution
  } is late (was due by { $time }), line { $line }. { $agent ->
    [none] Nobody has the case.
   *[other] It is with { $agent }.
  }
desk-rated-low = 🔴 { $case }: rated { $rating } of 5. It was with { $agent }.
desk-reviewed = ✍️ The customer's comment: { $text }
desk-reviewed-low = ✍️ { $case }, comment: { $text }
desk-guard = 🔴 { $count ->
    [one] { $count } customer has
   *[other] { $count } customers have
  } been waiting for an answer for more than a day:
desk-guard-line = { $case } — since { $since }
desk-guard-more = … and { $count } more

## The agent's screen: replies, details, repeats

desk-deleted = 🚫 The customer has deleted the Telegram account: messages no longer arrive
desk-card-unreachable = { $how ->
    [deleted] 🚫 Messages do not arrive: the account is deleted
   *[blocked] 🚫 Messages do not arrive: the bot is blocked
  }
desk-button-look = 👀 Looking
desk-button-replies = 💬 Replies
desk-button-more-replies = More templates ›
desk-button-needs = ❔ Ask for…
desk-button-send = ✅ Send
desk-button-edit = ✏️ Edit
desk-button-drop = Not needed
desk-button-send-anyway = Send anyway
desk-button-do-not-send = Do not send
desk-card-viewers = 👀 Looking: { $names }
desk-detail-requested = ❔ The customer was asked for: { $detail }
desk-detail-skipped = The customer would rather not say: { $detail }
desk-draft = <b>A reply to the customer, not sent yet</b>
    
    { $reply }
desk-draft-copy = Touch the text to copy it. Change it and send it here.
    
    <code>{ $reply }</code>
desk-draft-settled = { $how ->
    [sent] ✅ Sent to the customer
    [edited] ✏️ Sent with changes
   *[dropped] Not sent
  }
    
    { $reply }
desk-held-detail = ✋ We have this already: { $detail } — <b>{ $value }</b>
    The customer does not see your line yet.
desk-held-step = ✋ The customer has tried this: “{ $told }”
    The customer does not see your line yet.
desk-held-settled = { $how ->
    [sent] The line went to the customer
    [changed] The line was changed
   *[dropped] The line was not sent, and the customer not asked twice
  }
press-nothing-missing = Everything is known or asked for already
press-no-replies = There are no suggestions and no templates yet
press-not-your-line = Another agent wrote this line
detail-requested = { $agent } asks:
    { $question }

## Reply templates

command-templates = Replies at hand: write and change them
templates-title = { $count ->
    [0] <b>There are no templates yet</b>
   *[other] <b>Reply templates</b>
  }
    Agents find them under “Replies”.
templates-one = <b>{ $name }</b>
    
    { $texts }
templates-button-new = ➕ New template
templates-button-edit = ✏️ Change the text
templates-button-drop = 🗑 Delete
templates-button-all = ‹ All templates
templates-ask-name = What is the template called? Only agents see the name.
templates-ask-text = Write the text of “{ $name }”. Russian and English go in two messages, the second one through “Change the text”.
    
    You can use: <code>{ $variables }</code>
templates-refused = { $reason ->
    [unknown] There is no variable “{ $detail }”. There are: <code>{ $variables }</code>. Correct it and send it again.
    [long] Too long: a message cannot hold it. Shorten it and send it again.
    [name] A name has up to 60 characters in one line. Send another one.
   *[empty] The text is empty. Write it in words.
  }

## Whose words a line carries

origin-source = { $kind ->
    [self] themselves
    [channel] the channel “{ $name }”
    [chat] the chat “{ $name }”
    [hidden] “{ $name }” (hidden profile)
   *[other] { $name ->
        [none] somebody else
       *[other] “{ $name }”
    }
  }
origin-forwarded = forwarded from { $source }:
origin-reply = answers a message of { $source }{ $text ->
    [none] :
   *[other] {" "}“{ $text }”:
  }
origin-quote = about the words “{ $text }”:
desk-line-head = 🗣 <b>{ $customer }</b>{ $before ->
    [none] :{ " " }
   *[other] , <i>{ $before }</i>{ " " }
  }
