### The team: roles, shifts, work in the private chat.

## The team

team-title = <b>The team</b>
team-line = <b>{ $name }</b>{ $username ->
    [none] { "" }
   *[other] { " " }@{ $username }
  } · { $roles ->
    [none] no role
   *[other] { $roles }
  }{ $suspended ->
    [yes] { " " }· not in the group, access suspended
   *[no] { "" }
  }
team-role-agent = agent
team-role-editor = editor
team-role-supervisor = supervisor
team-button-add = ➕ Add somebody
team-button-outside = ✅ Give access back: works outside the group
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

## A stranger in the group

member-told = { $what ->
    [back] { $name } is back in the support group, with all access.
   *[left] { $name } is not in the support group any more, or is restricted there: access is suspended.{ $count ->
        [0] { "" }
        [one] { " " }{ $count } case is back in the queue.
       *[other] { " " }{ $count } cases are back in the queue.
      } If they work outside the group, give access back in /team.
  }
member-own = { $what ->
    [back] You are back in the support group, and so is your access. Good to see you!
   *[left] You are not in the support group any more, so your access is suspended. Come back to the group and all works again.
  }
press-stranger = You are not in the team yet. A supervisor gives you a role with /team in a private chat with the bot.
stranger-told = { $name }, you are not in the support team yet, so the bot did nothing. { $who } can make you an agent and has been asked.
stranger-nobody = { $name }, the team has no supervisor yet, so the bot did nothing. For whoever runs the server: <code>linezero team grant { $id } supervisor</code>
stranger-ask = { $name }{ $username ->
    [none] { "" }
   *[other] { " " }(@{ $username })
  } is in the support group without a role. Let them work on cases?
stranger-button = Make them an agent

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
work-in = ✍️ You are in case No. { $case } ({ $customer }). The customer sees all you write; a line with // stays a note.
work-whose = No. { $case } · { $customer }:
work-button-switch = Reply in No. { $case }
work-note = 📝 { $agent }: { $text }
work-failed = ⚠️ That did not work: nothing went to the customer. Please try again, and tell the administrator if it does not help.
command-shift = my shift, breaks, working here
work-lost = Case { $case } is no longer yours: { $how ->
    [expired] you had been silent for long, so it went back to the queue
    [away] the customer wrote while you were away, so it went back to the queue
    [closed] { $by } closed it
   *[taken] { $by } decided so
  }.
desk-lost = { $agent }, this case is no longer yours: { $how ->
    [expired] you had been silent for long
    [away] the customer wrote while you were away
    [closed] { $by } closed it
   *[taken] { $by } decided so
  }.
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

## Incidents

command-incident = Incidents: declare one, say that it is fixed
desk-command-incident = Incidents: declare one or say that it is fixed (supervisors)
incident-noticed = 🚨 <b>Looks like an incident: { $topic }</b>
  Within { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  } { $count ->
    [one] { $count } customer has
   *[other] { $count } customers have
  } come to the team with it.{ $words ->
    [none] { "" }
   *[other] {" "}Most used words: { $words }.
  }
  Requests: { $cases }

  Until you decide, everything goes on as usual.
incident-button-declare = 🚨 It is an incident
incident-not-allowed = Incidents are declared by supervisors.
incident-in-private = Let’s go on in your private chat with me.
incident-choose-topic = Which topic is the incident about? Open incidents come first: press one when it is fixed.
incident-ask-text = { $language ->
    [en] The same in English? Without it, customers who write in English see the Russian text with a short explanation.
   *[ru] Incident on “{ $topic }”. Write in one message, in Russian, what to tell customers: what has happened, what you are doing, how long it may take. I’ll add the request number and the promise to write after the repair.
  }
incident-button-skip = No translation
incident-button-drop = Don’t declare
incident-text-refused = It takes a text of at most { $most } characters. Please write it again.
incident-preview = This is what a customer sees, with their own request number. Topic “{ $topic }”: { $count ->
    [0] nobody gets it now, the queue is empty. Those who come while the incident is open will see it.
    [one] { $count } customer gets it now. New requests on this topic join by themselves.
   *[other] { $count } customers get it now. New requests on this topic join by themselves.
  }
incident-button-open = 🚨 Declare
incident-button-edit = Change the text
incident-dropped = All right, nothing is declared.
incident-sending = Declared, the messages are on their way.
incident-open = 🚨 <b>Incident No. { $incident }: { $topic }</b>
  Declared by { $agent }. Customers in the queue get one message, new requests on the topic join by themselves. When it is fixed, press the button: the bot asks everybody whether it works again.
incident-button-repaired = ✅ Fixed (No. { $incident })
incident-repaired = ✅ Incident No. { $incident } is fixed, says { $agent }. { $count ->
    [0] There is nobody to ask: no requests are left.
    [one] Asking { $count } customer whether all works again.
   *[other] Asking { $count } customers whether all works again.
  }
