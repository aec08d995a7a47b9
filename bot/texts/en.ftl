### Texts for people. Words in braces are put in by the program.

-human = Call a person

## The customer's buttons

button-human = 🙋 { -human }
button-helped = 👍 That helped
button-not-helped = 👎 Not quite
button-none = None of these
button-skip = Skip
button-yes = Yes, all solved
button-no = No, not yet
button-language = 🌐 Русский
button-topics = 📚 All topics
button-back = ← All topics

## Getting to know each other

greeting = Hello{ $name ->
    [none] { "" }
   *[other] , { $name }
  }! I am the assistant of { $company }, here day and night.
    
    Ask in your own words, the way you would ask a friend. If I don't have the answer, I'll call a specialist and pass on everything you told me.
greeting-topics = People often ask about:
topics-all = What would you like to know about?
topic-questions = <b>{ $topic }</b>
    Pick a question or write your own:
help = <b>How to talk to me</b>
    
    Just write your question. Short, in several messages, with typos and photos: all fine.
    
    /human — call a person
    /status — my requests
    /language — change the language
    /start — start over
language-changed = Sure, English it is.
language-choose = Which language suits you better?
unknown-command = I don't know that command. Write your question in plain words, or have a look at /help.

command-start = Start over
command-help = How to talk to me
command-human = Call a person
command-status = My requests
command-kb = The knowledge base: write and change entries
command-team = The team and its roles
command-language = Change the language

## Talking

small-talk-greeting = Hello! How can I help?
small-talk-thanks = You're welcome! If anything else comes up, just write.
small-talk-goodbye = All the best! I'm here at any time.
small-talk = Small talk isn't my strong side, but I know our services well. Ask about them and I'll answer.
clarify = I want to get this right. Which of these is closest?
rephrase = Sorry, I missed. Tell me a little more about what happened, or call a person.
answer-thanks = Glad that helped!
answer-other-language = So far we only have this in Russian:
answer-more = Read more
guide-trail = <i>✓ { $question }: { $choice }</i>
guide-back = ‹ Back
guide-continue = ↩️ Back to the check
cannot-read-voice = I kept your voice message, but I can't listen yet. Write the question in a few words, or call a person, who will listen to it.
cannot-read-file = I kept your file. I can't look at attachments yet: write what you need, or call a person, who will see it all.
cannot-read-place = I kept the place on the map. Write what happened, and I'll help or call a person.
cannot-read-contact = I kept the contact. Write how I can help, and I'll answer or call a person.

## Details before a handoff

details-intro = One thing, so that the specialist can start right away.
detail-other = Please tell us: { $detail }.

## Handing over to a person

handoff = { $reason ->
    [danger] I see, this is urgent.
    [rejected] I won't keep guessing.
    [failed] I couldn't manage an answer, sorry.
    [unknown] I don't have an exact answer to this.
    [unclear] I don't want to get it wrong.
    [guided] We have checked all that you can check yourself.
   *[other] Of course.
  } I'm calling a specialist, who will see our whole conversation: no need to repeat anything.
handoff-number = Your request is <b>№ { $case }</b>.
handoff-place = { $ahead ->
    [0] You are next in line.
    [one] { $ahead } person is ahead of you.
   *[other] { $ahead } people are ahead of you.
  }
promise-minutes = We will answer within { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }.
promise-until = We will answer { $until }.
promise-back = Nobody is at the desk right now. The team is back { $back } and will answer { $until }.
promise-none = We will answer as soon as somebody is free.
promise-later = Sorry, we are running late. We will answer your request № { $case } { $until }.
promise-sooner = The queue is moving faster: we will answer your request № { $case } { $until }.
until = { $day ->
    [today] by { $time }
    [tomorrow] by { $time } tomorrow
    [mon] by { $time } on Monday, { $date }
    [tue] by { $time } on Tuesday, { $date }
    [wed] by { $time } on Wednesday, { $date }
    [thu] by { $time } on Thursday, { $date }
    [fri] by { $time } on Friday, { $date }
    [sat] by { $time } on Saturday, { $date }
   *[other] by { $time } on Sunday, { $date }
  }
from = { $day ->
    [today] at { $time }
    [tomorrow] tomorrow at { $time }
    [mon] at { $time } on Monday, { $date }
    [tue] at { $time } on Tuesday, { $date }
    [wed] at { $time } on Wednesday, { $date }
    [thu] at { $time } on Thursday, { $date }
    [fri] at { $time } on Friday, { $date }
    [sat] at { $time } on Saturday, { $date }
   *[other] at { $time } on Sunday, { $date }
  }
already-waiting = Request <b>№ { $case }</b> is already with our specialists. They see everything you write.
already-owned = { $agent } is taking care of your request № { $case }. Just write here.
claimed = { $agent } is with you now and sees our whole conversation.
returned-to-queue = The specialist had to step away, and your request № { $case } is first in line again. No need to explain anything again.
solved-question = Request № { $case }: did it work? Please check and press a button.
solved-yes = Great, I'm closing request № { $case }. Thanks for getting in touch!
rating-question = Please rate how we did:
rating-thanks = { $rating ->
    [5] Thank you for the five stars!
    [4] Thank you for rating us!
   *[other] Thank you for being honest, we will look into it. Would you tell us what went wrong?
  }
button-review = ✍️ Leave a comment
button-was-question = It was a question
review-question = { $low ->
    [yes] I am listening. The head of the team will read your next message.
   *[no] I am listening. I will pass your next message on to the team.
  }
review-thanks = Thank you, I have passed it on.
recommend-question = { $thanks } One last question: how likely are you to recommend { $company } to friends? 0 is not at all, 10 is certainly.
recommend-thanks = Noted, thank you!
solved-no = Got it, request № { $case } is first in line again. Write what is still wrong: the agent will see it.
closed-unconfirmed = I closed request № { $case }. If the question is still open, just write: we'll pick up where we left off.
reopened = Back to request № { $case }. The specialist will see both the earlier conversation and your new message.

## My requests

status-title = <b>My requests</b>
status-empty = No open requests. Write your question and we'll begin.
status-line = <b>№ { $case }</b> { $summary }
    { $state }
status-answering = I'm answering; if you need a person, press /human
status-details = waiting for you: { $detail }
status-queued = in the queue, { $ahead ->
    [0] nobody ahead of you
    [one] { $ahead } person ahead of you
   *[other] { $ahead } people ahead of you
  }; { $promise }
status-owned = with { $agent }
status-solved = solved, waiting for your word
status-closed = closed on { $date }
status-promise = we will answer { $until }
status-promise-late = we promised an answer { $until } and are late, sorry
status-promise-none = we will answer as soon as somebody is free

## Presses

press-done = Done
press-old = This button no longer works
guide-people = A specialist has your answers already, no need to repeat anything
guide-closed = This check is over. Write if you need another one
guide-newer = There is a newer check below, let's go on there
guide-changed = This check has been updated. Ask again and we'll start anew
guide-done = This step is done already
press-noted = Noted
press-lost = Already taken: { $agent }
press-not-yours = { $agent } has this request
press-anonymous = Turn off anonymity in your admin rights, otherwise nobody can tell who pressed

## The agents' group

desk-topic = № { $case } · { $customer }
desk-button-take = Take
desk-button-release = Back to the queue
desk-button-solved = Solved
desk-button-reopen = Open again
desk-button-no-entry = No entry answers it
desk-link = Which entry would have answered this? One press, and the bot will remember.
desk-card-title = { $mark } <b>№ { $case }</b> · { $customer }
desk-card-state-queued = ⏳ waiting since { $since }
desk-card-state-owned = 👤 with { $agent }
desk-card-state-solved = ✅ solved ({ $agent }), waiting for the customer
desk-card-state-closed = ☑️ closed: { $how ->
    [confirmed] confirmed by the customer
   *[other] unconfirmed
  }
desk-card-returned = ↩️ came back, was with { $agent }
desk-card-rating = Rating: { $rating } of 5
desk-card-question = <b>Question:</b> { $question }
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
desk-transcript-customer = 🗣 { $text }
desk-transcript-bot = 🤖 { $text }
desk-transcript-agent = 👤 { $text }
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
desk-solved = ✅ { $agent } considers it solved. The customer has been asked.
desk-confirmed = ☑️ The customer confirmed: solved
desk-unconfirmed = ☑️ The customer did not answer. Closed unconfirmed.
desk-not-solved = ❗️ The customer says it is not solved. First in line again; was with { $agent }.
desk-reopened = 🔁 The customer is back with the same question. First in line; was with { $agent }.
desk-rated = The customer's rating: { $rating } of 5
desk-closed-hint = The request is closed, your message did not go to the customer. To go on, open it again.
desk-blocked = 🚫 The customer blocked the bot: messages do not reach them
desk-unblocked = The customer is back
desk-undelivered = ⚠️ A message did not reach the customer: { $reason }
desk-failed = ⚠️ The last action failed: a message was not handled. Please repeat it, and tell the administrator if that does not help.
desk-edit-unsent = The customer won't see this edit: the message was never sent to them. Write a new one to send it.
desk-edited-before = ✏️ <i>was: { $before }</i>
desk-edited = ✏️ The customer changed a message.
    Was: { $before }
    Now: { $after }
desk-recap = The topic was deleted, so it was made again. The last of the conversation:
desk-anonymous = You write anonymously, so nobody can tell who has the request. Turn off anonymity in your admin rights.
person-someone = a specialist
customer-someone = Customer

## Editors: the menu

editor-menu = <b>Knowledge base</b>
    { $count ->
    [one] { $count } entry answers
   *[other] { $count } entries answer
  } customers. What shall we do?

    To make an entry of a colleague's good reply, just forward it here.
editor-button-search = 🔍 Find
editor-button-new = ➕ New entry
editor-button-drafts = 📝 Drafts{ $count ->
    [0] { "" }
   *[other] { " " }· { $count }
  }
editor-button-review = 👀 In review{ $count ->
    [0] { "" }
   *[other] { " " }· { $count }
  }
editor-button-gaps = 🕳 Gaps
editor-button-due = ⏰ To re-read{ $count ->
    [0] { "" }
   *[other] { " " }· { $count }
  }
editor-button-variables = 🔤 Variables
editor-variables = <b>Variables</b>
    What many answers mention: change it here, and it changes everywhere. To add or change one, write lines “name = value”; for one language “name.en = value”. An empty value removes it.

    The bot knows the customer's name and the number of the case: <code>{ $name }</code>, <code>{ $number }</code>. After the colon stands what to say when it is not known.
editor-variables-none = There are none yet.
editor-variables-line = “{ $line }” is not clear. Write it like this: “support_phone = 8 800 000-05-00”.
editor-variable-kept = 🔤 { $name } = { $value }. { $count ->
    [0] No answer uses it yet.
    [one] { $count } answer has changed.
   *[other] { $count } answers have changed.
  }
editor-variable-removed = { $name } is gone.
editor-variable-used = { $name } cannot be removed, { $count ->
    [one] { $count } answer needs it
   *[other] { $count } answers need it
  }: { $titles }
editor-button-menu = « Menu
editor-button-back = ‹ Back
editor-button-next = Next ›
editor-button-skip = Skip ›
editor-button-clear = 🧹 Clear
editor-button-leave = ✖️ Put aside
editor-button-continue = ✏️ Continue
editor-button-delete = 🗑 Delete the draft
editor-button-open = Open: { $title }
editor-button-open-entry = Open the entry
editor-button-change = ✏️ Change
editor-button-preview = 👁 As the customer sees it
editor-button-look = 👀 Have a look
editor-button-check = ✅ Check and publish
editor-button-publish = 📣 Publish
editor-button-insist = ⚠️ Publish all the same
editor-button-send = 👀 Send for review
editor-button-return = ↩️ Return to the author
editor-button-versions = 🕘 Versions
editor-button-version = Version { $version }
editor-button-bring-back = ↩️ Bring back version { $version }
editor-button-retire = ⏸ Take off
editor-button-restore = ▶️ Bring back to life
editor-button-own = 🙋 Make it mine
editor-button-reviewed = ✔️ Re-read, all correct
editor-ask-search = What are we looking for? Write a word, or a question as a customer would ask it.
editor-found = This is what there is for “{ $words }”:
editor-found-nothing = Nothing for “{ $words }”. Try other words: just write them here.
editor-drafts = { $count ->
    [0] No drafts. Start a new entry, or forward a colleague's good reply here.
   *[other] <b>Your drafts</b>
  }
editor-review = { $count ->
    [0] Nothing waits for a review.
   *[other] <b>Waiting for a review</b>
  }
editor-due = { $count ->
    [0] All entries were re-read in time.
   *[other] <b>Time to re-read these entries:</b> something may be out of date.
  }
editor-untitled = untitled

## Editors: writing an entry

editor-ask-question = <b>Which question does the entry answer?</b>
    One phrase, as a customer would ask: “How do I change the Wi-Fi password?”
editor-ask-answer = <b>What should the customer be told?</b>
    Write as in any message: bold, italics and links are kept. A picture may come along.
    Write phones, prices and the like as variables: <code>{ $example }</code>. Their values are in /kb → 🔤 Variables.
editor-ask-guide = <b>A step-by-step guide</b>
    Each step begins with its number, its buttons stand below: what it says → where it leads.

    <code>1. Have you restarted the router?
    | Yes, no help → 2
    | It works now → solved

    2. Is the LOS light red?
    | Yes → human
    | No → 3

    3. Go nearer to the router.</code>

    “Solved” closes the case, “human” calls a person, a step without buttons is an answer. The customer reads the entry's answer before the first step.
editor-ask-other-guide = { $other ->
    [ru] <b>The same guide in Russian</b>
   *[en] <b>The same guide in English</b>
  }
    With the same numbers and the same order of buttons.
editor-ask-segments = <b>Who is the entry for?</b>
    Write segments with commas between them, such as “vip, business”. Nobody else will see it. If it is for everybody, press “Clear” or “Back”.
editor-ask-extras = <b>A picture, a file, or a link to read more</b>
    Send a photo, a document, a web address, or one after the other.
editor-ask-phrasings = <b>How else do people ask this?</b>
    One phrase a line, the more different the better: the bot knows the question by them.
editor-ask-topic = <b>Which topic is it?</b>
editor-ask-other-question = { $other ->
    [ru] <b>Should there be a Russian version?</b> Send the question in Russian, or skip.
   *[en] <b>Should there be an English version?</b> Send the question in English, or skip.
  }
editor-ask-other-answer = { $other ->
    [ru] <b>And the answer in Russian</b>
   *[en] <b>And the answer in English</b>
  }
editor-ask-details = <b>What should the customer be asked before a person takes over?</b>
    Tick what is needed and press “Next”.
editor-ask-validity = <b>When does the entry hold?</b>
    For example “from 01.12 to 15.01”, “until 31.12.2027” or “from 05.06”. Skip it for always.
editor-now = Now:
    <i>{ $value }</i>
editor-need-text = Text is needed here. Please write it as a message.
editor-need-extras = A picture, a file or a link is needed. If there is none, press “Skip”.
editor-too-long = A bit long: { $length ->
    [one] { $length } character
   *[other] { $length } characters
  } where { $limit } fit. Please shorten it and send it again.
editor-bad-link = “{ $link }” does not look like a web address. It begins with https://
editor-bad-days = These dates are not clear. Write “from 01.12.2026 to 15.01.2027”, “until 31.12” or “from 05.06”.
editor-press-button = A button below the question is all it takes here.
editor-not-a-file = An entry cannot show this. Photos and documents work; put the rest on your site and send a link.
editor-file-too-big = The file is larger than 20 MB, and Telegram does not hand it out. Please send a smaller one.
editor-bad-segment = The segment “{ $segment }” does not fit: words of lower-case letters and digits with commas between them, such as “vip, business”.
editor-not-yet = This cannot be taken yet:
    { $problems }
editor-picture-there = there is a picture
editor-more-phrasings = and { $count } more
editor-validity = { $since ->
    [none] { "" }
   *[other] from { $since }{ " " }
  }{ $until ->
    [none] { "" }
   *[other] to { $until }
  }
editor-near = { $kind ->
    [contradiction] ⚠️ The entry “{ $title }” says something else: { $facts }
    [same_wording] 👯 The entry “{ $title }” is asked in exactly these words
    [answered_already] 💡 The entry “{ $title }” answers this already: perhaps it is better to change that one?
    [same_answer] 👯 The entry “{ $title }” gives almost the same answer
    [languages_differ] ⚠️ The two languages state different things: { $facts }
   *[alike] 💡 The entry “{ $title }” is about a similar question
  }
editor-from-reply = { $question ->
    [none] The answer is kept. Now say which question it answers.
   *[other] The answer is kept, and the customer's question is among the phrasings: “{ $question }”.
  } Personal data is masked.
editor-left = Put aside: “{ $title }”. The draft waits for you in /kb.
editor-left-empty = All right, nothing is kept: the draft is empty.
editor-dropped = The draft “{ $title }” is deleted.
editor-draft-title = { $state ->
    [review] 👀 <b>Draft in review</b>
   *[writing] 📝 <b>Draft</b>
  }
editor-draft-remark = 💬 <b>To be changed:</b> { $remark }
editor-field-question = <b>Question:</b> { $value }
editor-field-answer = <b>Answer:</b> { $value }
editor-field-extras = <b>Picture, files, link:</b> { $value }
editor-field-phrasings = <b>Phrasings:</b>
    { $value }
editor-field-topic = <b>Topic:</b> { $value }
editor-field-other-question = <b>Question in { $other ->
    [ru] Russian
   *[en] English
  }:</b> { $value }
editor-field-other-answer = <b>Answer in { $other ->
    [ru] Russian
   *[en] English
  }:</b> { $value }
editor-field-details = <b>Asked before a handover:</b> { $value }
editor-field-validity = <b>Holds:</b> { $value }
editor-change-question = Question
editor-change-answer = Answer
editor-change-extras = Picture, file, link
editor-field-guide = <b>Guide:</b>
    { $value }
editor-field-other-guide = <b>Guide in { $other ->
    [ru] Russian
   *[en] English
  }:</b>
    { $value }
editor-field-segments = <b>Only for:</b> { $value }
editor-change-guide = Guide
editor-change-other-guide = { $other ->
    [ru] Guide in Russian
   *[en] Guide in English
  }
editor-change-segments = Who for
editor-change-phrasings = Phrasings
editor-change-topic = Topic
editor-change-other-question = { $other ->
    [ru] Russian
   *[en] English
  }
editor-change-other-answer = { $other ->
    [ru] Answer in Russian
   *[en] Answer in English
  }
editor-change-details = What to ask
editor-change-validity = Dates

## Editors: checking and publishing

editor-variable-missing = { $name } has no value yet: give it one in /kb → 🔤 Variables.
editor-guide-end = { $end ->
    [solved] ✅ Here the customer says that it is solved, and the case is closed.
   *[other] 🙋 Here the bot calls a person, who sees all that was checked.
  }
editor-guide-again = ↺ From the start
editor-problems = It cannot be published like this yet:
    { $problems }
editor-checking = Checking: answering all customers' questions with the change and without it…
editor-changed-since = The draft has changed during the check. Check it again?
editor-failed = That did not work out, but nothing is lost. Please try again a little later.
editor-replay = { $verdict ->
    [clear] ✅ <b>Fit to publish.</b>
    [look] 🔎 <b>Worth a look.</b>
   *[blocked] ⛔️ <b>Something would be lost.</b>
  } Tried on { $questions ->
    [one] { $questions } customer question
   *[other] { $questions } customer questions
  }.
editor-replay-none = ✅ <b>Fit to publish.</b> Customers have asked nothing yet, so there is nothing to try it on.
editor-replay-nothing = No answer to a customer changes.
editor-replay-gained = 🟢 Gets an answer: { $count ->
    [one] { $count } question
   *[other] { $count } questions
  }
editor-replay-flipped = 🔁 Gets another answer: { $count ->
    [one] { $count } question
   *[other] { $count } questions
  }
editor-replay-weakened = 🟡 Is asked back instead of answered: { $count ->
    [one] { $count } question
   *[other] { $count } questions
  }
editor-replay-lost = 🔴 Loses its answer: { $count ->
    [one] { $count } question
   *[other] { $count } questions
  }
editor-replay-loser = Gives questions away: “{ $title }”, { $questions }
editor-replay-error = { $kept ->
    [yes] The share of wrong answers stays within the promise
   *[no] The share of wrong answers would break the promise
  }: { $before } before, { $after } after, { $target } promised.
editor-replay-file = All questions for which something changes
editor-overtaken = ⚠️ Somebody changed this entry while you were writing. Look at its versions, so that no change is lost.
editor-blocked = Something would be lost: it can be published only with a reason.
editor-ask-reason = Why publish in spite of the loss? Write the reason in one sentence: it stays in the entry's history.
editor-reason-short = A bit short. Write the reason so that a colleague understands it in half a year.
editor-not-own = Somebody else publishes your change: that is the rule of two persons. Send it for review.
editor-published = 📣 “{ $title }” is published. The bot answers the new way already.
editor-yours-published = 📣 { $who } has published your entry “{ $title }”.
editor-sent = Sent for review. You will hear what your colleagues decide.
editor-please-review = 👀 { $who } asks for a review of “{ $title }”.
editor-ask-remark = What should be changed? Write to the author.
editor-returned = Returned to the author with your remark.
editor-yours-returned = ↩️ { $who } returns “{ $title }”: { $remark }

## Editors: history

editor-state = { $state ->
    [published] ✅ <b>Answers customers</b>, version { $version }
    [retired] ⏸ <b>Taken off</b>, version { $version }
    [review] 👀 <b>In review</b>, version { $version }
   *[draft] 📝 <b>Draft</b>, version { $version }
  }
editor-keeping = <b>Owner:</b> { $owner ->
    [none] nobody
   *[other] { $owner }
  } · <b>re-read:</b> { $due ->
    [none] not planned
   *[other] by { $due }
  }
editor-somebody = somebody
editor-journal = { $when } · { $who } · { $what ->
    [published] published version { $version }
    [insisted] published version { $version } in spite of a loss
    [sent] sent for review
    [returned] returned to the author
    [retired] taken off
    [brought_back] brought back version { $version }
    [owned] owns the entry now
    [reviewed] re-read
    [dropped] draft deleted
    [imported] version { $version } from a file
    [synced] version { $version } from the folder
   *[other] changed
  }
editor-journal-reason = (“{ $reason }”)
editor-versions = <b>Versions:</b> { $title }
editor-version = { $answers ->
    [yes] ✅
   *[no] ▫️
  } { $version } · { $when } · { $who }
editor-version-present = Version { $version }: this one answers now.
editor-compared = Version { $old } beside the present one, { $new }. <s>Struck out</s>: was there then, <b>bold</b>: is there now.
editor-same = No difference.
editor-differs-much = Almost everything differs: open both versions and compare.

## Editors: gaps

editor-gaps-looking = Gathering the questions that have no answer…
editor-gaps = { $states ->
    [snoozed] <b>Gaps put off</b>
    [people_only] <b>For people only:</b> the bot does not answer these, as you decided
    [answered] <b>Closed gaps</b>
   *[todo] <b>Gaps:</b> customers ask this and there is no answer. Those that cost agents most time come first.
  }{ $count ->
    [0] { "" } Nothing here.
   *[other] { "" }
  }
editor-gaps-todo = 🕳 Gaps
editor-gaps-snoozed = 💤 Put off
editor-gaps-people_only = 🙋 People only
editor-gaps-answered = 📈 Closed
editor-gap-figures = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  } of agents, { $times ->
    [one] { $times } question
   *[other] { $times } questions
  } in four weeks { $trend ->
    [up] ↗
    [down] ↘
   *[same] →
  }
editor-gap = 🕳 <b>{ $title }</b>{ $state ->
    [drafted] { " " }· an entry is being written
    [answered] { " " }· the answer is published
    [snoozed] { " " }· put off
    [people_only] { " " }· for people only
   *[open] { "" }
  }
editor-gap-wordings = This is how people ask ({ $questions ->
    [one] { $questions } question
   *[other] { $questions } different questions
  }):
editor-gap-effect = 📈 Since publishing ({ $days ->
    [one] { $days } day
   *[other] { $days } days
  }): the bot answered { $answered ->
    [one] { $answered } time
   *[other] { $answered } times
  } and saved { $saved } minutes. Agents spent { $before }, now { $since }.
editor-gap-drafted = The draft is made of customers' words and an agent's best reply. Personal data is masked, but read it before you publish.
editor-gap-merge = { $count ->
    [0] There is no other gap to merge “{ $title }” with.
   *[other] Which gap should take in “{ $title }”?
  }
editor-gap-button-draft = 📝 Make a draft
editor-gap-button-week = 💤 For a week
editor-gap-button-month = 💤 For a month
editor-gap-button-merge = 🔗 Merge…
editor-gap-button-people = 🙋 People only
editor-gap-button-reopen = 🕳 Back to the gaps

## Editors: the health of entries, and the week

editor-button-health = 📈 How we answer
editor-health-looking = Counting how customers took the answers…
editor-health = { $count ->
    [0] The bot has not answered in the last four weeks, so there is nothing to look at.
   *[other] <b>How the answers were taken</b> in four weeks, the least successful first
  }
editor-health-line = • <b>{ $title }</b>: shown { $shown }, 👍 { $helped }, 👎 { $rejected }, to people { $human }
editor-health-unused = { "  " }nobody used: { $phrasings }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
  }
editor-health-missing = 🌐 No answer in “{ $language }” ({ $count }): { $titles }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
  }
editor-health-dead = 🔗 Does not open: { $address } ({ $fault }): { $titles }
editor-health-file = All entries: how often shown, marks, unused phrasings, missing languages
editor-health-rivals = ⚔️ “{ $first }” and “{ $second }” compete for questions such as “{ $example }”
editor-digest = <b>The editors' week</b>, { $since }–{ $until }
editor-digest-counts = { $asked ->
    [one] { $asked } question
   *[other] { $asked } questions
  }, served by the bot alone: { $share ->
    [none] —
   *[other] { $share }
  }{ $before ->
    [none] { "" }
   *[other] { " " }({ $before } the week before)
  }. { $people } went to people, which took { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  } of their time.
editor-digest-gaps = 🕳 Gaps without an answer: { $count }, new this week: { $new }.
editor-digest-gap = • <b>{ $title }</b>: { $minutes } min, { $times } asked
editor-digest-worst = 👎 These answers fail more often than others:
editor-digest-effect = 📈 New entries in a month: answered { $answered ->
    [one] { $answered } time
   *[other] { $answered } times
  } by themselves, minutes saved: { $saved }.
editor-chart-title = Questions of the week
editor-chart-answered = answered by the bot
editor-chart-rejected = answer rejected
editor-chart-people = went to people

## The team

team-title = <b>The team</b>
team-line = <b>{ $name }</b>{ $username ->
    [none] { "" }
   *[other] { " " }@{ $username }
  } · { $roles ->
    [none] no role
   *[other] { $roles }
  }
team-role-agent = agent
team-role-editor = editor
team-role-supervisor = supervisor
team-button-add = ➕ Add somebody
team-button-all = « The whole team
team-button-grant = ➕ { $role ->
    [agent] Make an agent
    [editor] Make an editor
   *[supervisor] Make a supervisor
  }
team-button-revoke = ➖ { $role ->
    [agent] No longer an agent
    [editor] No longer an editor
   *[supervisor] No longer a supervisor
  }
team-ask-contact = Who shall it be? Send the person's Telegram contact, the @name (if the bot knows it) or the numeric id.
team-not-found = Nobody found. Let the person write /start to the bot, and send the contact again.
team-last-change = { $when }: the role “{ $role ->
    [agent] agent
    [editor] editor
   *[supervisor] supervisor
  }” was { $granted ->
    [yes] given
   *[no] taken
  } by { $who ->
    [none] the bot's settings
   *[other] { $who }
  }
team-last-supervisor = This role stays: without a supervisor nobody could look after the team
team-welcome = { $role ->
    [agent] You are a first-line agent now. Cases come to the support group.
    [editor] You are an editor of the knowledge base now. Start with /kb.
   *[supervisor] You are a supervisor now. The team's roles are under /team.
  }

## The queue: board and lists

board-title = <b>Queue</b> · { $count ->
    [0] nobody is waiting
    [one] { $count } case is waiting
   *[other] { $count } cases are waiting
  }
board-oldest = Waiting longest: { $number }
board-due = Next promise to end: { $number }
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
list-no-case = There is no case № { $case }.
list-which-case = Add a number: <code>/case 12</code>
list-open-topic = Open the topic
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

## The life of a case

button-new-question = ✳️ It’s another question
command-new = Ask another question
new-question = I’m listening: write your new question.{ $count ->
    [0] { "" }
    [one] {" "}Nothing changes for case { $cases }.
   *[other] {" "}Nothing changes for cases { $cases }.
  }
new-too-many = You already have { $count ->
    [one] { $count } open case
   *[other] { $count } open cases
  }. Please write into one of them: a specialist will read it and help.
which-case = Which case is this about?
talking-about = Fine, go on: what you write goes to case № { $case }.
about-case = On case № { $case }:
no-answer-ask-human = I have no answer to that. If you need a person, press the button.
solved-no-again = I see. { $agent } has your case № { $case } again. Please write what is still wrong.
reopened-again = We go on with case № { $case }. { $agent } will see both the earlier talk and the new message.
desk-not-solved-again = ❗️ { $agent }, the customer says it is not solved. The case is yours again.
desk-reopened-again = 🔁 { $agent }, the customer is back with the same question. The case is yours again.
button-solved-already = Already solved
awaiting-you = We are waiting for your answer on case № { $case }. Write whenever it suits you.
awaiting-reminder = We are waiting for your answer on case № { $case }. If it has solved itself, press the button; if not, just write. Without an answer the case closes in { $days ->
    [one] { $days } day
   *[other] { $days } days
  }, and one message opens it again.
closed-unanswered = I have closed case № { $case }: we had no answer. If the question remains, just write and we go on from there.
status-waiting-customer = { $agent } is waiting for your answer
status-waiting-vendor = { $agent } is waiting for a partner’s answer
desk-button-await = Wait for customer
desk-button-resume = ▶️ Go on
desk-button-vendor-answered = ▶️ Vendor answered
desk-card-state-waiting-customer = ⏸ { $agent } waits for the customer
desk-card-state-waiting-vendor = ⏸ { $agent } waits for the vendor
desk-customer-answered = ▶️ { $agent }, the customer has answered
desk-closed-unanswered = ☑️ The customer was reminded and did not answer. Closed without confirmation.
desk-vendor-reminder = ⏰ { $agent }, the vendor has been silent for { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
  }. Worth asking.
desk-button-more = More…
desk-button-back = ‹ Back
desk-button-line-up = ⬆️ To line { $line }
desk-button-line-down = ⬇️ To line { $line }
desk-button-not-ours = 🚫 Not our line
desk-button-ask-line = ❓ Ask line { $line }
desk-button-vendor = 📤 To a vendor
desk-button-merge = 🔗 The same as № { $case }
desk-button-spam = 🗑 Spam
desk-cause = { $cause ->
    [expert] needs more experience
    [access] no rights or tool for it
    [fault] a fault on our side
    [stuck] the instructions did not help
    [not_ours] not our matter
    [incomplete] something is missing
    [by_the_book] can be done by the instructions
    [done] our part is done
    [words] I will write it
   *[other] no reason given
  }
desk-criticality = { $criticality ->
    [low] low
    [normal] normal
    [high] high
    [critical] critical
   *[none] not given
  }
press-why = Why?
press-how-critical = How critical is it?
press-why-in-words = Done. Write the reason as a note: // …
press-ask-in-note = Write the question as a note: // … Line { $line } will see it, the customer will not.
desk-moved-up = ⬆️ { $agent } escalates the case to line { $line }: { $cause }. Criticality: { $criticality }
desk-moved-down = ⬇️ { $agent } gives the case back to line { $line }: { $cause }
desk-card-way = 🪜 { $origin } → { $target ->
    [4] vendor
   *[other] { $target }
  } · { $at } · { $agent }{ $why ->
    [none] { "" }
   *[other] : { $why }
  }
desk-card-advice = 💬 <b>Line { $line } was asked:</b> { $question }{ $answer ->
    [none] { "" }
   *[other] {" "}→ { $answer }
  }
desk-card-open-cases = ⚠️ <b>Also open for this customer:</b> { $cases }
desk-card-merged = 🔗 <b>Merged into this:</b> { $cases }
desk-card-previous = <b>Before this:</b> № { $case }
desk-consult = ❓ { $agent } asks line { $line }: { $question }
    { $called ->
    [none] Nobody of it is there now. A later answer helps as well: as a note, // …
   *[other] { $called }, please answer as a note: // …
  }
desk-consult-answered = 💬 { $agent }, { $by } answers for line { $line }
ask-how = In the topic of a case that is yours: <code>/ask 2 your question</code>
ask-not-possible = Another line can be asked, and only in a case that is yours.
moved-up = I have passed your case № { $case } to the specialists for such matters. Everything you told us is with them already.
moved-down = Another specialist goes on with your case № { $case }, with the whole conversation at hand.
with-vendor = For case № { $case } we need an answer from our partner, who has everything necessary. We will write as soon as it is here.
desk-vendor = 📤 { $agent } passes the case to a vendor. Please forward the files: they hold no personal data but the details that this topic needs. When the answer is here, press “Vendor answered”.
vendor-title = Case № { $case }, { $company }
vendor-question = Question: { $question }
vendor-details = Details: { $details }
vendor-tried = Tried so far: { $tried }
vendor-talk = Conversation:
vendor-author-customer = customer
vendor-author-agent = agent
vendor-author-bot = bot
desk-spam = 🗑 { $agent } marks the case as spam. The customer was told nothing. If it is a mistake, press “Open again”.
merged = Cases № { $duplicate } and № { $case } are about the same, so we go on in № { $case }. There is nothing to repeat.
desk-merged-into = 🔗 { $agent } merges this case with another. Please go on here: { $case }
desk-took-in = 🔗 { $agent } merges № { $duplicate } into this case
merge-how = In the topic of the duplicate: <code>/merge 12</code>, where 12 is the case to go on with.
merge-not-possible = № { $case } cannot be merged with: it has to be an open case of the same customer that people have.
taking-other-line = The case waits for line { $line }. You can help with a note: // …
desk-unknown-command = I have no command /{ $command }; the customer did not get it. All commands: /help
desk-command-merge = Merge with another case
desk-command-ask = Ask another line

## A stranger in the group

press-stranger = You are not in the team yet. A supervisor gives you a role with /team in a private chat with the bot.
stranger-told = { $name }, you are not in the support team yet, so the bot did nothing. { $who } can make you an agent and has been asked.
stranger-nobody = { $name }, the team has no supervisor yet, so the bot did nothing. For whoever runs the server: <code>linezero team grant { $id } supervisor</code>
stranger-ask = { $name }{ $username ->
    [none] { "" }
   *[other] { " " }(@{ $username })
  } is in the support group without a role. Let them work on cases?
stranger-button = Make them an agent

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

## Who gets a case

taking-full = You already work on { $count ->
    [one] { $count } case
   *[other] { $count } cases
  }, which is your limit. Finish one or pass one on.
taking-done = Your next one: { $case }
taking-nothing = No case in the queue fits you
press-full = Not now: the topic says why
desk-command-next = take the next case from the queue
desk-button-to-person = 👤 To a colleague
desk-button-to-skill = 🏷 To another topic
press-to-whom = To whom?
press-to-skill = To which topic?
press-no-colleague = Nobody else is on shift now
transfer-person = { $name }: { $count } at hand
transferred = { $agent } has your question now, with everything said so far at hand. No need to repeat anything.
routed = Your case № { $case } goes to a specialist in this topic. No need to tell it again.
desk-transferred = ➡️ { $by } passes the case on: { $agent }, it is yours now
desk-routed = 🏷 { $agent } passes it on by topic, “{ $skill }”: the case is in the queue again
desk-left = ↩️ { $agent } is leaving: the case is first in the queue
transfer-told = { $by } passes case { $case } on to you. It is yours already.
offer = A case for you: { $case } · { $customer }{ $segment ->
    [none] { "" }
   *[other] { " " }· { $segment }
  }{ $language ->
    [en] { " " }· English
   *[other] { "" }
  }
  <b>Question:</b> { $question }
  <i>{ $reason ->
    [danger] Urgent.
   *[other] { "" }
  } { $why ->
    [last_agent] You had it before.
    [only_one] Nobody else can take it.
    [least_loaded] You have the fewest cases at hand.
   *[longest_idle] You have waited longest for a new one.
  } We wait { $minutes } min for your answer, then ask somebody else.</i>
offer-no-words = no words, see the attachments
offer-button-take = ✅ Take it
offer-button-pass = I cannot
offer-over = Case { $case }: { $how ->
    [taken] yours
    [declined] we ask somebody else
    [expired] time is up, somebody else was asked
   *[withdrawn] somebody has taken it
  }
offer-too-late = This offer is over
offer-in-topic = { $agent }, this case is for you. Press “Take” on the card. Write /start to the bot in private, and offers will come there.
offer-nobody = Nobody can take case { $case }{ $skill ->
    [none] { "" }
   *[other] , topic “{ $skill }”
  }: none of those on shift fits or agreed. It waits in the open queue.
leaving-ask = { $count ->
    [one] { $count } case waits
   *[other] { $count } cases wait
  } for your answer. What shall become of them? Without a word from you by { $time } they go to whoever is on shift.
leaving-button = { $wish ->
    [queue] ↩️ Back to the queue
    [colleagues] ➡️ To colleagues
   *[keep] I keep them
  }
leaving-decided = { $wish ->
    [queue] Back in the queue: { $count }
    [colleagues] Passed on: { $count }
   *[keep] They stay with you: { $count }
  }
leaving-done = You are not on shift, so others go on with your cases: { $count }

## Shifts, and work in the private chat

duty = { $presence ->
    [here] 🟢 You are on shift
    [break] ☕️ On a break: no new cases, yours stay with you
    [closed] 🌙 Support is closed now
    [absent] 🏝 You are absent
   *[gone] ⚪️ You are not on shift
  }{ $back ->
    [none] { "" }
   *[other] { " " }(until { $back })
  }
  At hand: { $count }{ $limit ->
    [none] { "" }
   *[other] { " " }of { $limit }
  }
  Shifts: { $shifts ->
    [none] the support hours
   *[other] { $shifts }
  }
  Answering customers from here: { $here ->
    [yes] yes
   *[no] no, in the group only
  }
duty-button = { $what ->
    [next] Take the next one
    [break] ☕️ Break
    [back] I am back
    [start] ▶️ Begin my shift
    [end] ⏹ End my shift
    [absent] 🏝 I will be away…
    [leave_here] Stop working here
   *[work_here] Work here
  }
absence-ask = Until when will you be away? Words do too: /absent until 31.12 or /absent 18:00
absence-button = { $span ->
    [today] The rest of the day
    [tomorrow] Today and tomorrow
    [week] A week
   *[open] Until I am back
  }
absence-unread = I do not understand “{ $words }”. Write it like this: /absent until 31.12, /absent 18:00 or just /absent.
work-begun = You can work right here now: new lines of your customers will come here. Whom do we answer?
work-ended = Customers' lines no longer come here. Work in the group.
work-whom = Nothing was sent: say whom it is for. Press a case, or reply to a message of the customer.
work-next = Done. What next?
work-in = ✍️ You are in case № { $case } ({ $customer }). The customer sees all you write; a line with // stays a note.
work-whose = № { $case } · { $customer }:
work-button-switch = Reply in № { $case }
work-note = 📝 { $agent }: { $text }
work-failed = ⚠️ That did not work: nothing went to the customer. Please try again, and tell the administrator if it does not help.
command-shift = my shift, breaks, working here
work-not-yours = Case { $case } is no longer yours: nothing went to the customer.

## An agent's profile

profile = <b>{ $name }</b> · { $presence ->
    [here] on shift
    [break] on a break
    [closed] support is closed
    [absent] absent
   *[gone] not on shift
  }{ $back ->
    [none] { "" }
   *[other] { " " }(until { $back })
  }
  Topics: { $skills ->
    [none] all
   *[other] { $skills }
  }
  Languages: { $languages ->
    [none] all
   *[other] { $languages }
  }
  Lines: { $lines ->
    [none] all
   *[other] { $lines }
  }
  Customers: { $segments ->
    [none] all
   *[other] { $segments }
  }
  At hand: { $count }, limit: { $limit ->
    [none] like everybody
   *[other] { $limit }
  }
  Shifts: { $shifts ->
    [none] the support hours
   *[other] { $shifts }
  }
profile-button = { $what ->
    [skills] Topics
    [languages] Languages
    [lines] Lines
    [segments] Customers
    [limit] Limit
    [shifts] Shifts
    [away] 🏝 Will be away…
    [back] ▶️ Here again
    [person] « Roles
   *[profile] ⚙️ Topics and shifts
  }
profile-ask = { $name }: { $what ->
    [skills] which topics? Nothing chosen means all of them.
    [languages] which languages? Nothing chosen means all of them.
    [lines] which lines? Nothing chosen means all of them.
    [segments] which customers? Nothing chosen means all of them.
   *[limit] how many cases at once?
  }
profile-language = { $language ->
    [ru] Russian
   *[en] English
  }
profile-line = Line { $line }
profile-no-limit = Like everybody
profile-ask-shifts = { $name }: which shifts? For example <code>mon-fri 9-18, sat 10-14</code>. Write “no” for none of one's own.
profile-shifts-unread = I do not understand “{ $words }”. Short days, hours with a dash, shifts with commas: <code>mon-fri 9-18, sat 10-14</code>.

## Reply templates

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
