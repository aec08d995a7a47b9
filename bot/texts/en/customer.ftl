### Texts for customers. The program puts in the words in braces.

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
small-talk-agreed = Good! If anything comes up, just write.
small-talk-goodbye = All the best! I'm here at any time.
small-talk = Small talk isn't my strong side, but I know our services well. Ask about them and I'll answer.
ask-about = Hello! I'm here. Tell me in a few words what happened or what you'd like to know, and I'll help.
clarify = I want to get this right. Which of these is closest?
reads-two-languages = I read Russian and English, so I am calling a person.
rephrase = Sorry, I missed. Tell me a little more about what happened, or call a person.
answer-thanks = Glad that helped!
answer-other-language = So far we only have this in Russian:
answer-more = Read more
guide-trail = <i>✓ { $question }: { $choice }</i>
guide-back = ‹ Back
guide-continue = ↩️ Back to the check
cannot-read-voice = I kept your voice message, but I can't listen yet. Write the question in a few words, or call a person, who will listen to it.
cannot-read-audio = I kept your recording, but I can't listen yet. Write the question in a few words, or call a person, who will listen to it.
cannot-read-file = I kept your file. I can't look at attachments yet: write what you need, or call a person, who will see it all.
cannot-read-photo = I got your photo. I can't look at pictures yet: write what you need, or call a person, who will see it all.
cannot-read-video = I got your video. I can't watch it yet: write what you need, or call a person, who will see it all.
cannot-read-place = I kept the place on the map. Write what happened, and I'll help or call a person.
cannot-read-contact = I kept the contact. Write how I can help, and I'll answer or call a person.

## Details before a handoff

details-intro = One thing, so that the specialist can start right away.
detail-other = Please tell us: { $detail }.

## Handing over to a person

handoff = { $reason ->
    [danger] I see, this is urgent. I'm calling a specialist
    [rejected] I won't keep guessing. I'm calling a specialist
    [failed] I couldn't manage an answer, sorry. I'm calling a specialist
    [unknown] I've passed your question to a specialist
    [unclear] I don't want to get it wrong, so I've passed your question to a specialist
    [guided] We have checked all that you can check yourself. I'm calling a specialist
   *[other] Of course. I'm calling a specialist
  }, who will see our whole conversation: no need to repeat anything.
handoff-number = Your request is <b>No. { $case }</b>.
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
promise-back = Nobody is here right now: the team is back { $back } and will answer { $until }.
promise-none = We will answer as soon as somebody is free.
promise-again = We will answer your request No. { $case } { $until }.
promise-withdrawn = Sorry, your request No. { $case } takes longer. We will answer as soon as we can.
promise-later = Sorry, your request No. { $case } takes longer. We will answer { $until }.
promise-sooner = The queue is moving faster: we will answer your request No. { $case } { $until }.
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
already-waiting = Request <b>No. { $case }</b> is already with our specialists. They see everything you write.
already-owned = { $agent } is taking care of your request No. { $case }. Just write here.
claimed = { $agent } is with you now and sees our whole conversation.
returned-to-queue = The specialist had to step away, and your request No. { $case } is first in line again. No need to explain anything again.
solved-question = Request No. { $case }: is it solved?
solved-yes = Great, I'm closing request No. { $case }. Thanks for getting in touch!
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
solved-no = Got it, request No. { $case } is first in line again. Write what is still wrong: the agent will see it.
closed-unconfirmed = I closed request No. { $case }. If the question is still open, just write: we'll pick up where we left off.
reopened = Back to request No. { $case }. The specialist will see both the earlier conversation and your new message.

## My requests

status-title = <b>My requests</b>
status-empty = No open requests. Write your question and we'll begin.
status-line = <b>No. { $case }</b> { $summary }
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
press-looking = { $agent } has this case. Noted that you are looking
press-anonymous = Turn off anonymity in your admin rights, otherwise nobody can tell who pressed

## An incident: one fault, many customers

incident-told = Your request is <b>No. { $case }</b>. As soon as it is fixed, I’ll write and ask whether all is well. There is no need to write again.
incident-told-if-other = If you wrote about something else, press the button below and I will call a specialist.
incident-button-other = ✳️ Mine is different
incident-left = All right, a person will look at request No. { $case } on its own.
incident-repaired-question = The fault has been fixed. Request No. { $case }: is everything working again? Please check and press a button.
status-incident = it is not only you, and it is being fixed
