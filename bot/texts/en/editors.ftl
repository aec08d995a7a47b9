### The knowledge base: texts for editors.

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
editor-health-worse = { "  " }⚠️ worse than promised: { $real } wrong in place of { $promised } ({ $answers ->
    [one] { $answers } answer
   *[other] { $answers } answers
  } of known outcome)
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

## Editors: tables

editor-button-export = 📥 Table
editor-button-write = 📣 Write all of it
editor-button-table-drop = Do not write
editor-table-making = Making the table…
editor-table-export = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
    } in the table. Edit it in Excel and send the file here: I show what would change first and write it only then.
editor-table-reading = Reading “{ $name }”…
editor-table = 📄 <b>{ $name }</b>
    { $sums }
editor-table-more = { $count ->
    [one] … and { $count } more line
   *[other] … and { $count } more lines
    }, all of them in the file
editor-table-changes = All changes, line by line
editor-table-problems = There are errors in “{ $name }”, so nothing was changed:

    { $problems }

    Mend them and send the file again.
editor-table-problems-file = All errors, line by line
editor-table-same = “{ $name }” changes nothing: the knowledge base says all of it already.
editor-table-missing = “{ $name }” could not be fetched. Please send it again.
editor-table-dropped = “{ $name }” was not written. Everything is as it was.
editor-table-writing = Writing…
editor-table-written = 📣 “{ $name }” is written; the bot answers accordingly.
    { $sums }
editor-table-yours = 📣 { $who } publishes your table “{ $name }”.
editor-table-please = 👀 { $who } asks you to look at the table “{ $name }”.
editor-table-overtaken = Entries have changed while you were looking. Checking the table again…
