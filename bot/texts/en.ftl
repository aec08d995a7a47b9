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
command-language = Change the language

## Talking

small-talk-greeting = Hello! How can I help?
small-talk-thanks = You're welcome! If anything else comes up, just write.
small-talk-goodbye = All the best! I'm here at any time.
small-talk = Small talk isn't my strong side, but I know our services well. Ask about them and I'll answer.
small-talk-waiting = Your request № { $case } is with a specialist. The answer will arrive here.
clarify = I want to get this right. Which of these is closest?
clarify-closed = The question was: “{ $question }”
rephrase = Sorry, I missed. Tell me a little more about what happened, or call a person.
answer-thanks = Glad that helped!
answer-other-language = So far we only have this in Russian:
answer-more = Read more
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
   *[other] Of course.
  } I'm calling a specialist, who will see our whole conversation: no need to repeat anything.
handoff-number = Your request is <b>№ { $case }</b>.
handoff-place = { $ahead ->
    [0] You are next in line.
    [one] { $ahead } person is ahead of you.
   *[other] { $ahead } people are ahead of you.
  }
promise-minutes = We'll answer within { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }.
promise-clock = Our specialists are here { $hours }. We'll answer { $day ->
    [today] today
    [tomorrow] tomorrow
   *[other] on { $day }
  } by { $time }.
already-waiting = Request <b>№ { $case }</b> is already with our specialists. They see everything you write.
already-owned = { $agent } is taking care of your request № { $case }. Just write here.
claimed = { $agent } here: I can see your question and everything before it.
returned-to-queue = The specialist had to step away, and your request № { $case } is first in line again. No need to explain anything again.
solved-question = Request № { $case }: did it work? Please check and press a button.
solved-yes = Great, I'm closing request № { $case }. Thanks for getting in touch!
rating-question = Please rate how we did:
rating-thanks = { $rating ->
    [5] Thank you for the top mark!
    [4] Thank you for rating us!
   *[other] Thank you for being honest. We'll find out what went wrong.
  }
solved-no = Got it, request № { $case } is first in line again. Write what is still wrong: { $agent } will see it.
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
status-promise-minutes = answer by { $time }
status-promise-late = we promised an answer by { $time } and are late, sorry
status-promise-none = we'll answer as soon as a specialist is free

## Presses

press-done = Done
press-old = This button no longer works
press-noted = Noted
press-lost = Already taken: { $agent }
press-not-yours = { $agent } has this request
press-anonymous = Turn off anonymity in your admin rights, otherwise nobody can tell who pressed
press-stranger = This is for the team only

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
    [unreadable] sent an attachment
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
desk-lease-expired = ⌛ No word from { $agent } for long: the request is back in the queue, first in line
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
desk-detail = ℹ️ { $detail }: { $value }
desk-anonymous = You write anonymously, so nobody can tell who has the request. Turn off anonymity in your admin rights.
person-someone = a specialist
customer-someone = Customer
file-too-big = the file is too big
