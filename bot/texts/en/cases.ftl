### Whose a case is and where it goes.

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
menu-picked = I have added “{ $title }” to case No. { $case }. { $agent ->
    [none] The team will see it too.
   *[other] { $agent } will see it too.
  } If it is a separate question, press the button and I will answer right away.
which-case = Which case is this about?
talking-about = Fine, go on: what you write goes to case No. { $case }.
about-case = On case No. { $case }:
no-answer-ask-human = I have no answer to that. If you need a person, press the button.
solved-no-again = I see. { $agent } has your case No. { $case } again. Please write what is still wrong.
reopened-again = We go on with case No. { $case }. { $agent } will see both the earlier talk and the new message.
desk-not-solved-again = ❗️ { $agent }, the customer says it is not solved. The case is yours again.
desk-reopened-again = 🔁 { $agent }, the customer is back with the same question. The case is yours again.
button-solved-already = Already solved
awaiting-you = We are waiting for your answer on case No. { $case }. Write whenever it suits you.
awaiting-reminder = We are waiting for your answer on case No. { $case }. If it has solved itself, press the button; if not, just write. Without an answer the case closes in { $days ->
    [one] { $days } day
   *[other] { $days } days
  }, and one message opens it again.
closed-unanswered = I have closed case No. { $case }: we had no answer. If the question remains, just write and we go on from there.
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
desk-button-merge = 🔗 The same as No. { $case }
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
desk-card-previous = <b>Before this:</b> No. { $case }
desk-consult = ❓ { $agent } asks line { $line }: { $question }
    { $called ->
    [none] Nobody of it is there now. A later answer helps as well: as a note, // …
   *[other] { $called }, please answer as a note: // …
  }
desk-consult-answered = 💬 { $agent }, { $by } answers for line { $line }
ask-how = In the topic of a case that is yours: <code>/ask 2 your question</code>
ask-not-possible = Another line can be asked, and only in a case that is yours.
moved-up = I have passed your case No. { $case } to the specialists for such matters. Everything you told us is with them already.
moved-down = Another specialist goes on with your case No. { $case }, with the whole conversation at hand.
case-number = No. { $case }
with-vendor = For case No. { $case } we need an answer from our partner, who has your question. We will write as soon as it is here.
desk-vendor = 📤 { $agent } passes the case to a vendor. Please forward the files: they hold no personal data but the details that this topic needs. { $files ->
    [0] { "" }
    [one] The customer’s attachment is below: look whether it shows too much.{" "}
   *[other] The customer’s attachments are below: look whether they show too much.{" "}
  }{ $left ->
    [0] { "" }
   *[other] Earlier ones ({ $left }) stand above in the topic.{" "}
  }When the answer is here, press “Vendor answered”.
vendor-title = Case No. { $case }, { $company }
vendor-question = Question: { $question }
vendor-details = Details: { $details }
vendor-tried = Tried so far: { $tried }
vendor-talk = Conversation:
vendor-author-customer = customer
vendor-author-agent = agent
vendor-author-bot = bot
desk-menu-picked = 🗣 The customer picked from the menu: “{ $title }”
desk-menu-apart = The customer says that “{ $title }” is another question. The bot is answering it, No. { $case }.
desk-spam = 🗑 { $agent } marks the case as spam. The customer was told nothing. If it is a mistake, press “Open again”.
merged = Cases No. { $duplicate } and No. { $case } are about the same, so we go on in No. { $case }. There is nothing to repeat.
desk-merged-into = 🔗 { $agent } merges this case with another. Please go on here: { $case }
desk-took-in = 🔗 { $agent } merges No. { $duplicate } into this case
merge-how = In the topic of the duplicate: <code>/merge 12</code>, where 12 is the case to go on with.
merge-not-possible = No. { $case } cannot be merged with: it has to be an open case of the same customer that people have.
taking-other-line = The case waits for line { $line }. You can help with a note: // …
desk-unknown-command = I have no command /{ $command }; the customer did not get it. All commands: /help
private-unknown-command = I have no such command, so nothing was sent. All commands: /help
desk-words-unsent = The words after /{ $command } did not go to the customer: send them as a message of their own, without the command.
desk-command-merge = Merge with another case
desk-command-ask = Ask another line

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
routed = Your case No. { $case } goes to a specialist in this topic. No need to tell it again.
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

## Incidents

desk-card-state-incident = 🚨 Incident No. { $incident }: waits for the repair
desk-button-unjoin = Not the incident, to the queue
incident-offered = 🚨 Incident No. { $incident } has been declared on this topic. If this is part of it, join the request: the customer gets the common message, and after the repair the bot asks whether all works again.
incident-button-join = Join the incident
incident-joined-hint = This request waits for the repair with incident No. { $incident }. To answer it yourself, press “Not the incident, to the queue” on the card.
incident-desk-left = ↩️ { $who ->
    [customer] The customer needs a person of their own
   *[other] This is not incident No. { $incident }
  }: the request is in the queue.
incident-line = 🚨 <b>Incident No. { $incident }</b> · { $topic } · { $count ->
    [one] { $count } request
   *[other] { $count } requests
  }
