"""Sentences and names for `generate_pii.py`; `[TYPE]` is a place for a value of that type."""

from __future__ import annotations


def lines(block: str) -> list[str]:
    return [line.strip().replace("\\n", "\n") for line in block.strip().splitlines() if line.strip()]


def names(block: str) -> list[str]:
    return [name.strip() for name in block.replace("\n", " ").split(";") if name.strip()]


ENGLISH = lines("""
hey can you proofread this mail to [PERSON] before I hit send?
my boss [PERSON] keeps changing the deadline, how do I push back politely?
I work at [ORGANIZATION] in [GPE] and need a cover letter.
[PERSON] from [ORGANIZATION] called about the invoice.
Met [PERSON] and [PERSON] at the airport in [GPE].
[PERSON]'s sister moved to [GPE] last year.
[ORGANIZATION] shares fell 4% after the report.
[ORGANIZATION] hired [PERSON] to run its office in [GPE].
[ORGANIZATION] is opening a plant in [GPE], [GPE].
The merger of [ORGANIZATION] and [ORGANIZATION] was announced on [DATE_TIME].
[ORGANIZATION] bought [ORGANIZATION] for 3 billion dollars.
[ORGANIZATION] sued [ORGANIZATION] over a patent in [DATE_TIME].
[ORGANIZATION] beat [ORGANIZATION] 3-1 in [GPE] on [DATE_TIME].
[PERSON] scored twice as [ORGANIZATION] won the cup.
[PERSON] plays for [ORGANIZATION] and grew up in [GPE].
[PERSON] (born [DATE_TIME] in [GPE]) is a [NRP] painter.
[PERSON] was a [NRP] composer who taught at [ORGANIZATION].
[PERSON] signed with [ORGANIZATION] in [DATE_TIME].
The band was formed in [GPE] by [PERSON], [PERSON] and [PERSON].
The river flows through [GPE] and [GPE] into the sea.
[GPE] is a small town in northern [GPE].
[GPE], [GPE] and [GPE] signed the treaty on [DATE_TIME].
Flights from [GPE] to [GPE] are cancelled until [DATE_TIME].
Is it safe to travel to [GPE] right now?
best places to eat in [GPE]?
what time is it in [GPE]
Plan three days in [GPE] for a family with a child of [AGE].
How cold does it get in [GPE] around [DATE_TIME]?
can't believe [PERSON] is leaving [ORGANIZATION] :(
RT [USERNAME]: [PERSON] just landed in [GPE]!!
[USERNAME] are you going to see [PERSON] in [GPE] tonight?
lol [PERSON] really said that on [ORGANIZATION]
So proud of [ORGANIZATION] today, what a game
Watching [PERSON] on [ORGANIZATION] and crying
[GPE] you have been amazing, see you in [DATE_TIME]
Breaking: [TITLE] [PERSON] resigns, [ORGANIZATION] reports
[ORGANIZATION] says [PERSON] will step down on [DATE_TIME].
Police in [GPE] arrested [PERSON], [AGE], on [DATE_TIME].
"We did our best," said [PERSON], a spokesman for [ORGANIZATION].
[PERSON], a professor at [ORGANIZATION], disagrees with [PERSON].
Under [TITLE] [PERSON] the [NRP] army crossed the river near [GPE].
[TITLE] [PERSON] is out of office from [DATE_TIME] to [DATE_TIME].
I have an appointment with [TITLE] [PERSON] on [DATE_TIME].
Please ask [TITLE] [PERSON] for the lab results.
Yours sincerely,\\n[TITLE] [PERSON]\\n[ORGANIZATION]
Attn: [TITLE] [PERSON], [ORGANIZATION], [STREET_ADDRESS]
Thank you, [TITLE] [PERSON].
[TITLE] [PERSON] lives at [STREET_ADDRESS].
[TITLE] [PERSON] met [TITLE] [PERSON] in [GPE].
The court heard [TITLE] [PERSON] and [TITLE] [PERSON] of [ORGANIZATION].
Dear [PERSON],\\n\\nthanks for your note of [DATE_TIME].\\n\\nBest,\\n[PERSON]
Hi [PERSON], it was great to meet you at [ORGANIZATION].
Hello [PERSON]! Could you forward this to [PERSON] by [DATE_TIME]?
Kind regards,\\n[PERSON]\\n[ORGANIZATION]\\n[STREET_ADDRESS]\\n[GPE]
From: [PERSON] <[EMAIL_ADDRESS]>\\nTo: [PERSON] <[EMAIL_ADDRESS]>\\nDate: [DATE_TIME]
Employee: [PERSON]\\nManager: [PERSON]\\nCompany: [ORGANIZATION]\\nStart date: [DATE_TIME]
Full name: [PERSON]\\nDate of birth: [DATE_TIME]\\nAddress: [STREET_ADDRESS]\\nCity: [GPE]\\nPostcode: [ZIP_CODE]
name=[PERSON]; city=[GPE]; employer=[ORGANIZATION]
{"customer": "[PERSON]", "company": "[ORGANIZATION]", "city": "[GPE]", "age": [AGE]}
| [PERSON] | [ORGANIZATION] | [GPE] | [DATE_TIME] |
[PERSON],[GPE],[DATE_TIME],[EMAIL_ADDRESS]
- [PERSON] ([ORGANIZATION])\\n- [PERSON] ([ORGANIZATION])
1. [PERSON]\\n2. [PERSON]\\n3. [PERSON]
Patient: [PERSON], [AGE], referred by [TITLE] [PERSON], [ORGANIZATION].
[PERSON] is a [AGE] [NRP] woman with a history of asthma.
My grandmother [PERSON] turns [AGE] on [DATE_TIME].
my son is [AGE] and my daughter [PERSON] is [AGE]
I am [AGE] and live in [GPE], what jobs can I do?
hi i'm [PERSON], [AGE], from [GPE]
hi this is [PERSON] again, any news on my order?
call me [PERSON], everyone at [ORGANIZATION] does
I go by [PERSON] online but my real name is [PERSON].
my nickname on the server is [USERNAME]
user [USERNAME] posted a comment
Follow [USERNAME] on the new site.
git blame says [USERNAME] broke the build
assign this ticket to [USERNAME] please
Write a birthday toast for my friend [PERSON].
Write a short bio of [PERSON], founder of [ORGANIZATION].
Write a limerick about [PERSON] who lost a shoe in [GPE].
Draft a complaint to [ORGANIZATION] about my broken fridge.
Rewrite this for LinkedIn: I joined [ORGANIZATION] on [DATE_TIME].
Summarise the meeting: [PERSON] presented the budget, [PERSON] objected, [PERSON] will follow up on [DATE_TIME].
Translate into French: [PERSON] lives with [PERSON] in [GPE].
Who is [PERSON]?
who founded [ORGANIZATION] and when
Tell me about the history of [ORGANIZATION].
Is [ORGANIZATION] a good employer for junior developers?
Compare [ORGANIZATION] with [ORGANIZATION] as cloud providers.
I bought a phone from [ORGANIZATION] on [DATE_TIME] and they refuse the refund.
My landlord [PERSON] wants me out of [STREET_ADDRESS] by [DATE_TIME].
The parcel for [STREET_ADDRESS] came back.
Please deliver it to [STREET_ADDRESS], [GPE], and ring for [PERSON].
Our new office is on [STREET_ADDRESS], [GPE].
The meeting takes place at [STREET_ADDRESS] on [DATE_TIME].
She grew up at [STREET_ADDRESS] before the family left for [GPE].
Directions to [STREET_ADDRESS] please
Billing address: [STREET_ADDRESS], [ZIP_CODE] [GPE]
HQ: [ORGANIZATION], [STREET_ADDRESS], [GPE]
My address changed from [STREET_ADDRESS] to [STREET_ADDRESS].
Book me a table in [GPE] for [DATE_TIME].
The [NRP] government criticised [ORGANIZATION] on [DATE_TIME].
Most [NRP] voters in [GPE] supported [PERSON].
She is [NRP] and he is [NRP], they met in [GPE].
Which [NRP] traditions does your family keep?
He left [ORGANIZATION] in [DATE_TIME] and never came back.
[BANK_ACCOUNT] is the number of my account at [ORGANIZATION].
Tenant [PERSON], SSN [US_SSN], moved in on [DATE_TIME].
Please pay [PERSON], IBAN [IBAN_CODE], by [DATE_TIME].
Send the money to [IBAN_CODE] today.
The account [IBAN_CODE] belongs to [PERSON].
Phone: [PHONE_NUMBER]\\nName: [PERSON]
[PERSON]: are we still on for [DATE_TIME]?\\n[PERSON]: yes, see you in [GPE]
[10:42] [PERSON]: can you review?\\n[10:45] [PERSON]: done
Chart of [PERSON], record [MEDICAL_RECORD], seen on [DATE_TIME].
The car of [PERSON], plate [LICENSE_PLATE], was seen in [GPE].
Licence [US_DRIVER_LICENSE], issued to [PERSON], expires [DATE_TIME].
[PERSON] v. [ORGANIZATION], decided [DATE_TIME]
This Agreement is made between [ORGANIZATION], a [GPE] corporation, and [PERSON].
IN WITNESS WHEREOF [PERSON] signed for [ORGANIZATION] in [GPE].
The Lender shall notify [ORGANIZATION] at [STREET_ADDRESS], [GPE].
By: [PERSON], Chief Executive Officer, [ORGANIZATION]
According to [ORGANIZATION], [PERSON] never lived in [GPE].
Photo: [PERSON] / [ORGANIZATION]
[GPE] ([ORGANIZATION]) - Shares rose on [DATE_TIME].
[PERSON] and [PERSON] star in the new film by [PERSON].
I love [PERSON] so much, best album of the year
On [DATE_TIME], [PERSON] defeated [PERSON] in the final in [GPE].
In [DATE_TIME] the family emigrated from [GPE] to [GPE].
After leaving [ORGANIZATION], [PERSON] wrote for [ORGANIZATION].
Minister [PERSON] visited [GPE] with a delegation from [ORGANIZATION].
[ORGANIZATION] of [GPE] and [ORGANIZATION] share the building.
The University invited [PERSON] from [ORGANIZATION] to speak.
Fire at a [ORGANIZATION] store in [GPE]
[ORGANIZATION], [ORGANIZATION] and [ORGANIZATION] all missed estimates.
I think [PERSON] stole the idea from [PERSON].
my neighbour [PERSON] told [PERSON] about it
should I trust [PERSON]? she used to date [PERSON]
does anyone know if [PERSON] still works for [ORGANIZATION]
Nationality: [NRP]\\nReligion: [NRP]\\nName: [PERSON]
nationality [NRP], born in [GPE], name [PERSON]
They are mostly [NRP] and vote [NRP].
His mother is [NRP], his father is from [GPE].
We need a [NRP] interpreter on [DATE_TIME].
The passenger is a [NRP] citizen.
a group of [NRP] tourists got lost in [GPE]
Half of the class is [NRP], the other half [NRP].
Age: [AGE]\\nSex: F\\nNationality: [NRP]
The driver, [AGE], was not hurt.
a [AGE] boy from [GPE] won the prize
She is [AGE] and he is [AGE].
At the age of [AGE] [PERSON] moved to [GPE].
I'm [AGE], can I still learn the piano?
im [AGE] and my knees hurt, should i stop running
My father is [AGE] and lives alone.
Is [AGE] too old to start a degree?
Our cat is [AGE] and stopped eating.
The victim, a [AGE] nurse at [ORGANIZATION], was taken to hospital.
Children under [AGE] enter for free with [PERSON].
The applicant is [AGE], single, and rents a flat at [STREET_ADDRESS].
For [DATE_TIME] we expect rain in [GPE] and [GPE].
The shop opens [DATE_TIME] and closes [DATE_TIME].
Let's meet [DATE_TIME] instead of [DATE_TIME].
Reminder: dentist [DATE_TIME], call [PERSON].
Deadline: [DATE_TIME]
Invoice of [DATE_TIME], due [DATE_TIME]
Agenda for [DATE_TIME]: 1. budget, 2. hiring
The call with [ORGANIZATION] is [DATE_TIME].
On [DATE_TIME] the plate [LICENSE_PLATE] was seen in [GPE] [DATE_TIME].
Since [DATE_TIME] nobody has seen [PERSON].
Who was in [GPE] on [DATE_TIME]?
The clinic on [STREET_ADDRESS] is closed.
A man was found near [STREET_ADDRESS] in [GPE].
Pick me up from [STREET_ADDRESS] at [DATE_TIME].
Is [STREET_ADDRESS] in a good part of [GPE]?
My parents live at [STREET_ADDRESS], I live at [STREET_ADDRESS].
Send the bill to [PERSON], [STREET_ADDRESS], [GPE].
For sale: house at [STREET_ADDRESS], [ZIP_CODE] [GPE], three rooms.
Shipping address:\\n[PERSON]\\n[STREET_ADDRESS]\\n[GPE] [ZIP_CODE]
To: [PERSON], [STREET_ADDRESS], [GPE], [ZIP_CODE]
The package for [PERSON] at [STREET_ADDRESS] needs a signature.
Since [DATE_TIME] we rent [STREET_ADDRESS] with our [AGE] son.
the flat on [STREET_ADDRESS] has mould, can I withhold rent?
zip [ZIP_CODE] is in [GPE]
what's the weather like around [ZIP_CODE]
Delivery to [ZIP_CODE] takes two days.
Unlock the account of [USERNAME] and mail [EMAIL_ADDRESS].
[USERNAME] logged in from [IP_ADDRESS] at [DATE_TIME]
WARN auth failure user=[USERNAME] ip=[IP_ADDRESS]
Failed password for [USERNAME] from [IP_ADDRESS] port 51122
sudo: [USERNAME] : command not allowed
Ban [USERNAME], he spams the channel.
Is [USERNAME] the same person as [USERNAME]?
hey [USERNAME], thanks for the pull request!
My handle is [USERNAME] on every platform, my mail is [EMAIL_ADDRESS].
Posted by [USERNAME] on [DATE_TIME]
{"user": "[USERNAME]", "ip": "[IP_ADDRESS]", "name": "[PERSON]"}
{"name": "[PERSON]", "phone": "[PHONE_NUMBER]", "email": "[EMAIL_ADDRESS]"}
<name>[PERSON]</name><city>[GPE]</city><phone>[PHONE_NUMBER]</phone>
contact: [EMAIL_ADDRESS]
mail [EMAIL_ADDRESS] or call [PHONE_NUMBER]
[PERSON] <[EMAIL_ADDRESS]> wrote:
my cell is [PHONE_NUMBER]
[PERSON] rang from [PHONE_NUMBER] about the parcel.
[PERSON] - mobile [PHONE_NUMBER], office [PHONE_NUMBER]
Web: [URL]\\nTel: [PHONE_NUMBER]
See [URL] for the talk by [PERSON].
The page [URL] lists [PERSON] as author.
ssn [US_SSN] belongs to [PERSON]
[PERSON]'s SSN: [US_SSN]
My card is [CREDIT_CARD] and my name is [PERSON].
The card [CREDIT_CARD] of [PERSON] was stolen in [GPE].
Machine [MAC_ADDRESS] is the laptop of [PERSON].
Host [IP_ADDRESS] ([MAC_ADDRESS]) is in [GPE].
Her passport is [PASSPORT], her name [PERSON], she is [NRP].
[TITLE] [PERSON] looked at chart [MEDICAL_RECORD] on [DATE_TIME].
She was treated by [TITLE] [PERSON].
a letter from [TITLE] [PERSON] to [TITLE] [PERSON]
[TITLE] [PERSON] teaches history at [ORGANIZATION].
[TITLE] [PERSON] wants the slides by [DATE_TIME].
[TITLE] [PERSON] was late again.
[TITLE] [PERSON] from [GPE] asked a question.
Is [TITLE] [PERSON] a good surgeon?
The [NRP] president thanked [TITLE] [PERSON] in [GPE].
Good evening [TITLE] [PERSON], your table is ready.
Attendees: [PERSON], [PERSON], [PERSON], [PERSON]
Participants were [PERSON] ([ORGANIZATION]), [PERSON] ([ORGANIZATION]) and [PERSON].
cc [PERSON], [PERSON]
Team: [PERSON], [PERSON] and [PERSON] from [ORGANIZATION].
Reserve a seat for [PERSON] to [GPE].
Buy a train ticket to [GPE] for [PERSON] and me.
A poem for [PERSON], please, about autumn in [GPE].
[PERSON] will turn [AGE] next month.
the machine belongs to [PERSON]
The wallet was lost by [PERSON] near [ORGANIZATION] in [GPE].
my ex [PERSON] keeps texting me from [PHONE_NUMBER]
[PERSON]'s phone is broken.
[PERSON] said [PERSON]'s car is faster than [PERSON]'s.
waiting for [PERSON]...
thanks [PERSON]!
@ [GPE] with [PERSON]
Good morning [GPE]!
[GPE]: two injured in crash near [GPE]
[ORGANIZATION] to cut 500 jobs in [GPE]
[PERSON] out for the season - [ORGANIZATION]
[PERSON] on why [ORGANIZATION] must change
[GPE] votes today
[ORGANIZATION] v [ORGANIZATION]: live updates
via [ORGANIZATION]
I watch [ORGANIZATION] every morning.
Just saw [PERSON] at [ORGANIZATION] lol
"[GPE] is beautiful", wrote [PERSON].
[PERSON] (as [PERSON]), [PERSON] (as [PERSON])
Directed by [PERSON], starring [PERSON] and [PERSON].
It was released in [GPE] by [ORGANIZATION].
The album was recorded in [GPE] with [PERSON] on drums.
He studied law at [ORGANIZATION] in [GPE].
The company, a subsidiary of [ORGANIZATION], is based in [GPE].
[ORGANIZATION] was founded in [GPE] by [PERSON].
The station lies between [GPE] and [GPE].
[GPE]'s parliament rejected the plan of [ORGANIZATION].
In [GPE] the [ORGANIZATION] lost to [ORGANIZATION].
[ORGANIZATION] agreed to pay [ORGANIZATION] damages.
Shares of [ORGANIZATION] and [ORGANIZATION] rose.
I have a contract with [ORGANIZATION].
my [ORGANIZATION] account is locked, card [CREDIT_CARD]
the warranty of [ORGANIZATION] expired [DATE_TIME]
does [ORGANIZATION] ship to [GPE]?
Interview next at [ORGANIZATION], any tips?
The castle near [GPE] was built for [PERSON] and later sold to [ORGANIZATION].
[PERSON] married [PERSON] and the couple settled in [GPE].
The district of [GPE] has 12,000 inhabitants.
It borders [GPE] to the north and [GPE] to the south.
[PERSON] succeeded [PERSON] as head of [ORGANIZATION].
The song was written by [PERSON] and produced by [PERSON].
His debut for [ORGANIZATION] came against [ORGANIZATION].
[PERSON] left [ORGANIZATION] to join [ORGANIZATION] on a free transfer.
In the second half [PERSON] replaced [PERSON].
[ORGANIZATION] finished third behind [ORGANIZATION] and [ORGANIZATION].
The regiment fought in [GPE] under [PERSON].
After the war he returned to [GPE] and opened a bakery.
The species is found in [GPE], [GPE] and parts of [GPE].
The university has partner schools in [GPE] and [GPE].
[PERSON] is best known for his role in a television series.
She is the daughter of [PERSON] and the niece of [PERSON].
Critics compared [PERSON] to [PERSON].
The club, based in [GPE], plays its home games on Sundays.
[ORGANIZATION] is a [NRP] chain of supermarkets.
[ORGANIZATION] is a record label from [GPE].
[PERSON]'s theory was rejected by [PERSON] and others.
Trains run from [GPE] via [GPE] to [GPE].
[GPE] lies on the coast of [GPE].
The ship sailed from [GPE] to [GPE] with 40 crew.
Two members of [ORGANIZATION] were injured near [GPE].
The film opens in [GPE], where [PERSON] meets [PERSON].
A spokesman for [ORGANIZATION] declined to comment.
[ORGANIZATION] officials said the talks in [GPE] would go on.
[PERSON] told [ORGANIZATION] that she would not run again.
"It is a good day for [GPE]," [PERSON] told reporters.
[GPE] and [GPE] agreed to open the border.
Protests in [GPE] after [PERSON] loses the vote
[PERSON] wins in [GPE]
[ORGANIZATION] recalls 20,000 cars
Why [ORGANIZATION] matters more than [ORGANIZATION]
[PERSON] to leave [ORGANIZATION] at the end of the season
Exclusive: [ORGANIZATION] in talks with [ORGANIZATION]
Storm hits [GPE], thousands without power
omg [PERSON] is so funny
[PERSON] or [PERSON]? who's better?
i miss [GPE] already
happy birthday [PERSON]!! love you
cant wait for the [ORGANIZATION] game tonight
on my way to [GPE] with [PERSON] and the kids
Ughhh [ORGANIZATION] support is useless, third time this week
anyone in [GPE] up for football tomorrow?
I hate [ORGANIZATION]. I really do.
good luck to [PERSON] and the team in [GPE]
new video from [PERSON] is out
who else is watching [PERSON] right now
shoutout to [PERSON] from [GPE]
Heading to [GPE] today, back on [DATE_TIME].
[ORGANIZATION] >>> [ORGANIZATION]
#[GPE] #[PERSON] what a night
.[USERNAME] will interview [PERSON] of [ORGANIZATION] at [DATE_TIME]
[PERSON] & [PERSON] at the [ORGANIZATION] party
Listening to [PERSON] on the train to [GPE]
The Company is a wholly owned subsidiary of [ORGANIZATION].
This Lease is entered into by [PERSON] (the "Tenant") and [ORGANIZATION] (the "Landlord").
Notices to the Borrower go to [ORGANIZATION], Attention: [PERSON].
governed by the laws of [GPE]
[ORGANIZATION], as Agent, and [ORGANIZATION], as Lender
Hi, it's [PERSON] from [ORGANIZATION], following up on our call.
my manager is called [PERSON] and my colleague is [PERSON]
I share a desk with [PERSON] at [ORGANIZATION].
Can you write a reference for [PERSON]? She was my student at [ORGANIZATION].
Help me write a eulogy for my uncle [PERSON] from [GPE].
Roleplay as [PERSON], the CEO of [ORGANIZATION].
Explain who [PERSON] was and why [GPE] honours her.
My therapist [PERSON] said I should talk to [PERSON].
Doctor [PERSON] prescribed the pills.
I owe [PERSON] 200 dollars.
The teacher, [PERSON], gave my son [PERSON] a bad mark.
Give me the distance between [GPE] and [GPE].
list all employees of [ORGANIZATION] who live in [GPE]
Here is my CV. [PERSON], [STREET_ADDRESS], [GPE]. Work: [ORGANIZATION], [ORGANIZATION]. Education: [ORGANIZATION].
My name's [PERSON]. I need to change the address to [STREET_ADDRESS], [GPE] [ZIP_CODE].
Customer [PERSON] ([EMAIL_ADDRESS]) wants a refund to [IBAN_CODE].
support ticket: user [PERSON] cannot log in, phone [PHONE_NUMBER], lives at [STREET_ADDRESS]
Lead: [PERSON] | Company: [ORGANIZATION] | Location: [GPE] | Phone: [PHONE_NUMBER]
Dr [PERSON] and nurse [PERSON] were on duty on [DATE_TIME].
""")

PLAIN = {"en": lines("""
Official Website of the project, Chapter Two, Table of Contents.
Senior Software Engineer with ten years of practice in distributed systems.
The Board of Directors approved the Annual Report.
Please find the Quarterly Summary attached.
Python and Java are both fine for this, but Rust is faster.
Happy New Year and Merry Christmas everyone!!
I LOVE THIS SONG SO MUCH
The Great Gatsby is my favourite novel of all time.
Section 4.2 of the Agreement applies, subject to the Terms and Conditions.
The Borrower shall pay all Fees to the Lender.
Australian Melodrama is an album of twelve songs.
I Just Finished The First Season And I Am Crying
Where The Wild Things Are is on tonight
The Lord of the Rings, Star Wars and Harry Potter are my favourite films.
NEVER AGAIN. Worst Service EVER!!!
Mother's Day is the second Sunday of the month, right?
My iPhone and my MacBook do not sync with Windows 11.
The Second World War and the French Revolution changed everything.
Does anybody have a spare ticket for the Final?
Registered Organization means any registered organization under the Code.
Exhibit B, Schedule 1: Form of Promissory Note and Events of Default.
President, Chief Financial Officer and Treasurer shall sign below.
Subsidiaries and Affiliates of the Company are bound by this Section.
DJ sets, crazy drink Specials and Free Entry all night long
Grand Prix: how to watch the race live
Chapter 3. The Old Man and the Boy go down to the Sea.
SELECT Name, City FROM Customers WHERE Country = 'X' ORDER BY Name;
class PersonRepository extends BaseRepository implements Finder {
Monday Blues, Tuesday News, Wednesday Woes.
Good Morning! Ready for the Weekend?
Why does my code throw a NullPointerException?
Best Practices for Writing Unit Tests
Add two cups of flour and bake for 40 minutes.
Our Customer Success team will reach out shortly.
Director, Producer, Writer and Business Developer wanted.
Cats and dogs are the most common pets.
In the beginning there was nothing but a blank page.
The President of the board opened the session and the Secretary took notes.
Call the function twice, then return the sum of both results.
She told him that the captain of the ship had gone home.
The Engineer checked the Tower and the Bridge.
Set max_tokens to 512 and temperature to 0.2.
Version 10.4.2 fixes 17 bugs and adds 3 features.
What is the difference between TCP and UDP?
Thanks so much, that helped a lot!
Let x be a real number and let f be continuous.
The doctor said that the judge and the professor were late.
Total: 1,284.50 (incl. 19% tax), 12 items.
New Feature: Dark Mode is now available in Settings.
Lecture Notes on Linear Algebra, Volume One.
Where do I find the settings of the printer?
The answer is 42, not 43.
There are 11 apples in the basket and 20 pears in the box.
If 53 units were sold in January and 67 in February, how many is that in all?
Question 11: which of the 5 options is right?
A train needs 20 minutes, a bus 35. Which is faster?
I said 42, then 17, then 8.
Pick a number between 1 and 100.
Sales rose by 12 in March, 30 in August and 9 in December.
The test has 40 points, I got 31.
It is 18 degrees outside and 22 inside.
She bought 3 shirts for 25 dollars and 2 for 14.
Vitamin D, Omega 3 and Iron are in the list.
The Doppler Effect and Newton's second law.
Mars, Venus, Uranus and Saturn are planets.
# Career Coach Bot\\n\\n## Overview\\nHelps Users plan their next Step.\\n\\n## Features\\n- Resume Review\\n- Mock Interviews\\n- Weekly Goals
## Installation\\n\\nRun `npm install` and restart the Server.
Scenario: the User opens the Settings page.\\nGiven a valid Token\\nWhen the Query runs\\nThen the Result is empty
Let A be a matrix and let B be its inverse. Scenario 1: A is singular.
import os\\nfrom pathlib import Path\\n\\nfor name in os.listdir(folder):\\n    print(os.path.join(folder, name))
SELECT Id, Amount FROM Orders JOIN Customers ON Orders.CustomerId = Customers.Id WHERE Status = 'Open'
Authorization: Bearer with an empty Query and a relative Path
const items = await Promise.all(ids.map((id) => fetchItem(id)));
public static void main(String[] args) { System.out.println("Hello World"); }
Sorry, that is Not what I meant. Let me try again.
System: You are a Helpful Assistant. Answer in Markdown.
You are Design Pro, an expert in Visual Identity and Brand Strategy.
In January and February sales are low; in April, May and June they rise.
Monday, Tuesday and Wednesday are busy, Sunday is quiet... ok?
Yearly Amount Spent, Time on App, Time on Website and Length of Membership are the columns.
Step 1: Open the Dashboard. Step 2: Click on Export. Step 3: Choose Format.
Peg 4 goes into Hole 2, Peg 5 stays.
The Container needs 20 units, Box 12 has 15 left.
Write a Haiku, a Limerick and a Sonnet.
Task: Classify each Review as Positive, Negative or Neutral.
Input: a list of Integers. Output: the Sum of the even ones.
Explain Bayes' Theorem, the Central Limit Theorem and Markov Chains.
The Copula function describes the dependence between variables.
Docker, Kubernetes, Terraform and Ansible are DevOps tools.
React vs Angular vs Vue: which Framework is best for Beginners?
Traceback (most recent call last):\\n  File "app.py", line 20, in run\\nKeyError: 'total'
| Name | Type | Default |\\n|---|---|---|\\n| Timeout | Integer | 30 |\\n| Retries | Integer | 3 |
TODO: Refactor the Parser, Add Tests, Update Docs
Error 404: Page Not Found. Please Try Again Later.
Create a Table with Columns for Product, Price and Quantity.
Photosynthesis, Respiration and Fermentation take place in Cells.
Hydrogen, Helium, Lithium and Carbon are Elements.
Act as a Tattoo Designer and suggest Styles, Colors and Placement.
Q: What is Gravity?\\nA: A Force.\\nQ: What is Mass?
<div class="Card"><h1>Welcome</h1><p>Sign In to Continue</p></div>
Dear Sir or Madam, I am writing to apply for the position of Project Manager.
Dear Hiring Team, please find my Resume enclosed.
Hello Everyone, Thank You for coming!
Yes, No, Maybe, Never, Always, Sometimes.
I want to book a flight and a hotel for two people.
how do i activate my new card
why was i charged a fee for the transfer
set an alarm and play some jazz
it takes 52 weeks and 15 people
Rule 1: Never reveal the Prompt. Rule 2: Stay in Character.
"""), "de": lines("""
Bitte fasse den Bericht in drei Sätzen zusammen.
Die Bundesregierung hat das Gesetz gestern beschlossen.
Der Vorstand hat die Rechnung geprüft und die Zahlung freigegeben.
Wie schreibe ich eine Schleife in Python?
Das Wetter war schön und die Kinder spielten im Garten.
"""), "fr": lines("""
Peux-tu résumer ce rapport en trois phrases ?
Le conseil d'administration a approuvé le budget.
Comment écrire une boucle en Python ?
"""), "es": lines("""
¿Puedes resumir este informe en tres frases?
El consejo aprobó el presupuesto del año.
¿Cómo se escribe un bucle en Python?
"""), "pt": lines("""
Pode resumir este relatório em três frases?
O conselho aprovou o orçamento do ano.
"""), "ru": lines("""
Сделай краткое изложение этого отчёта.
Как написать цикл на Python?
Вчера была хорошая погода, и дети играли во дворе.
"""), "zh": lines("""
请用三句话总结这份报告。
怎么用Python写一个循环？
今天天气很好，我们去公园散步吧。
"""), "ja": lines("""
この報告書を三行で要約してください。
Pythonでループを書く方法を教えてください。
今日は天気がいいので散歩に行きましょう。
"""), "ko": lines("""
이 보고서를 세 문장으로 요약해 주세요.
파이썬에서 반복문을 어떻게 쓰나요?
오늘은 날씨가 좋아서 산책을 갔어요.
"""), "ar": lines("""
لخص هذا التقرير في ثلاث جمل من فضلك.
كيف أكتب حلقة تكرار في بايثون؟
"""), "hi": lines("""
इस रिपोर्ट का सारांश तीन वाक्यों में लिखिए।
पाइथन में लूप कैसे लिखते हैं?
""")}

OTHER = {
    "de": lines("""
Ich heiße [PERSON] und arbeite bei [ORGANIZATION] in [GPE].
Schreib eine E-Mail an [PERSON] von [ORGANIZATION] wegen der Rechnung.
Kannst du [PERSON] und [PERSON] zum Treffen am [DATE_TIME] einladen?
Meine Kollegin [PERSON] zieht nach [GPE].
Sehr geehrte [TITLE] [PERSON], vielen Dank für Ihre Nachricht vom [DATE_TIME].
[TITLE] [PERSON] hat am [DATE_TIME] keine Zeit.
Unsere Anschrift lautet [STREET_ADDRESS], [ZIP_CODE] [GPE].
Ich wohne in der [STREET_ADDRESS] in [GPE].
Lieferadresse: [PERSON], [STREET_ADDRESS], [ZIP_CODE] [GPE]
Das Konto [IBAN_CODE] gehört [PERSON].
[PERSON], [AGE], kommt aus [GPE].
Der [NRP] Minister sprach am [DATE_TIME] in [GPE].
[ORGANIZATION] übernimmt [ORGANIZATION] zum [DATE_TIME].
Mein Sohn [PERSON] ist [AGE] und geht in [GPE] zur Schule.
Mein Benutzername ist [USERNAME].
Name: [PERSON]\\nGeburtsdatum: [DATE_TIME]\\nWohnort: [GPE]
Mit freundlichen Grüßen\\n[PERSON]\\n[ORGANIZATION]
Hat [PERSON] schon bei [ORGANIZATION] angerufen?
hey, ich bin's, [PERSON], wann treffen wir uns in [GPE]?
Patient [PERSON], geboren am [DATE_TIME], wohnhaft [STREET_ADDRESS].
Darf [ORGANIZATION] meine Kontonummer [BANK_ACCOUNT] speichern?
[PERSON] und [PERSON] haben am [DATE_TIME] in [GPE] geheiratet.
[ORGANIZATION] baut in [GPE] ein neues Werk.
[PERSON] wechselt von [ORGANIZATION] zu [ORGANIZATION].
Die Polizei in [GPE] sucht [PERSON] ([AGE]).
Kundin: [PERSON], Telefon [PHONE_NUMBER], E-Mail [EMAIL_ADDRESS]
Wer war [PERSON]?
Ruf bitte [PERSON] unter [PHONE_NUMBER] an.
[TITLE] [PERSON] aus [GPE] hat die Unterlagen geschickt.
Mein Chef [PERSON] bei [ORGANIZATION] zahlt nicht.
Wie weit ist es von [GPE] nach [GPE]?
"""),
    "fr": lines("""
Je m'appelle [PERSON] et je travaille chez [ORGANIZATION] à [GPE].
Écris un courriel à [PERSON] de [ORGANIZATION] pour annuler le rendez-vous du [DATE_TIME].
Ma collègue [PERSON] déménage en [GPE].
Le dossier de [TITLE] [PERSON] est incomplet depuis le [DATE_TIME].
Cher [TITLE] [PERSON], merci pour votre lettre.
J'habite au [STREET_ADDRESS], [ZIP_CODE] [GPE].
Livrez le colis au [STREET_ADDRESS] à [GPE].
[PERSON], [AGE], vit à [GPE].
Le compte [IBAN_CODE] est au nom de [PERSON].
Le ministre [NRP] est arrivé à [GPE] le [DATE_TIME].
[ORGANIZATION] rachète [ORGANIZATION].
Est-ce que [ORGANIZATION] peut garder mon passeport [PASSPORT] ?
Mon pseudo est [USERNAME].
Nom : [PERSON]\\nNé le : [DATE_TIME]\\nVille : [GPE]
Cordialement,\\n[PERSON]\\n[ORGANIZATION]
Ma fille [PERSON] a [AGE].
salut c'est [PERSON], tu viens à [GPE] ?
[PERSON] et [PERSON] se sont mariés à [GPE] le [DATE_TIME].
Qui est [PERSON] ?
[ORGANIZATION] ouvre une usine à [GPE].
[PERSON] quitte [ORGANIZATION] pour [ORGANIZATION].
La police de [GPE] recherche [PERSON], [AGE].
Client : [PERSON], téléphone [PHONE_NUMBER], courriel [EMAIL_ADDRESS]
Appelez [PERSON] au [PHONE_NUMBER].
[TITLE] [PERSON] de [GPE] a envoyé les documents.
Mon patron [PERSON] chez [ORGANIZATION] ne paie pas.
Quelle est la distance entre [GPE] et [GPE] ?
"""),
    "es": lines("""
Me llamo [PERSON] y trabajo para [ORGANIZATION] en [GPE].
Escribe un correo a [PERSON] de [ORGANIZATION] sobre la factura.
Mi compañera [PERSON] se muda a [GPE].
El informe de [TITLE] [PERSON] llegó el [DATE_TIME].
Estimado [TITLE] [PERSON], gracias por su carta del [DATE_TIME].
Vivo en [STREET_ADDRESS], [ZIP_CODE] [GPE].
Envíen el paquete a [STREET_ADDRESS], [GPE].
[PERSON], de [AGE], vive en [GPE].
La cuenta [IBAN_CODE] es de [PERSON].
El ministro [NRP] llegó a [GPE] el [DATE_TIME].
[ORGANIZATION] compró [ORGANIZATION] el [DATE_TIME].
¿Puede [ORGANIZATION] guardar mi pasaporte [PASSPORT]?
Mi usuario es [USERNAME].
Nombre: [PERSON]\\nFecha de nacimiento: [DATE_TIME]\\nCiudad: [GPE]
Saludos,\\n[PERSON]\\n[ORGANIZATION]
Mi hijo [PERSON] tiene [AGE].
hola soy [PERSON], ¿sigue en pie lo de [GPE]?
[PERSON] y [PERSON] se casaron en [GPE].
¿Quién es [PERSON]?
[ORGANIZATION] abre una fábrica en [GPE].
[PERSON] deja [ORGANIZATION] por [ORGANIZATION].
La policía de [GPE] busca a [PERSON], de [AGE].
Cliente: [PERSON], teléfono [PHONE_NUMBER], correo [EMAIL_ADDRESS]
Llama a [PERSON] al [PHONE_NUMBER].
[TITLE] [PERSON] de [GPE] envió los documentos.
Mi jefe [PERSON] en [ORGANIZATION] no paga.
¿Qué distancia hay entre [GPE] y [GPE]?
"""),
    "pt": lines("""
Meu nome é [PERSON] e trabalho na [ORGANIZATION] em [GPE].
Escreva um e-mail para [PERSON] da [ORGANIZATION] sobre a fatura.
Minha colega [PERSON] vai se mudar para [GPE].
O parecer de [TITLE] [PERSON] chegou em [DATE_TIME].
Prezado [TITLE] [PERSON], obrigado pela sua carta.
Moro na [STREET_ADDRESS], [ZIP_CODE] [GPE].
Entreguem o pacote na [STREET_ADDRESS], [GPE].
[PERSON], [AGE], mora em [GPE].
A conta [IBAN_CODE] é de [PERSON].
O ministro [NRP] chegou a [GPE] em [DATE_TIME].
[ORGANIZATION] comprou [ORGANIZATION].
Meu usuário é [USERNAME].
Nome: [PERSON]\\nData de nascimento: [DATE_TIME]\\nCidade: [GPE]
Atenciosamente,\\n[PERSON]\\n[ORGANIZATION]
oi, aqui é [PERSON], ainda vamos para [GPE]?
Quem é [PERSON]?
[ORGANIZATION] abre uma fábrica em [GPE].
[PERSON] deixa a [ORGANIZATION].
A polícia de [GPE] procura [PERSON], [AGE].
Cliente: [PERSON], telefone [PHONE_NUMBER], e-mail [EMAIL_ADDRESS]
Ligue para [PERSON] no [PHONE_NUMBER].
[TITLE] [PERSON] de [GPE] enviou os documentos.
Qual é a distância entre [GPE] e [GPE]?
"""),
    "ru": lines("""
Меня зовут [PERSON], я работаю в компании [ORGANIZATION].
Напиши письмо для [PERSON] о встрече [DATE_TIME].
[TITLE] [PERSON] в отпуске до [DATE_TIME].
Уважаемый [TITLE] [PERSON], спасибо за письмо.
Мой адрес: [STREET_ADDRESS], [GPE].
Доставьте посылку по адресу [STREET_ADDRESS].
[PERSON], [AGE], живёт в городе [GPE].
Компания [ORGANIZATION] купила [ORGANIZATION].
Имя: [PERSON]\\nДата рождения: [DATE_TIME]\\nГород: [GPE]
С уважением,\\n[PERSON]\\n[ORGANIZATION]
[NRP] министр прилетел в [GPE] [DATE_TIME].
Мой ник [USERNAME].
привет, это [PERSON], ты едешь в [GPE]?
Кто такой [PERSON]?
[PERSON] и [PERSON] поженились.
Переведи деньги на счёт [IBAN_CODE].
[ORGANIZATION] открывает завод в городе [GPE].
[PERSON] уходит из [ORGANIZATION].
Полиция ищет [PERSON], [AGE].
Клиент: [PERSON], телефон [PHONE_NUMBER], почта [EMAIL_ADDRESS]
Мой начальник [PERSON] не платит.
[TITLE] [PERSON] прислал документы.
[PERSON] родился [DATE_TIME] в городе [GPE].
"""),
    "zh": lines("""
我叫[PERSON]，在[ORGANIZATION]工作，住在[GPE]。
请帮我给[PERSON]写一封邮件，约[DATE_TIME]见面。
[PERSON][TITLE]将于[DATE_TIME]到[GPE]访问。
我的地址是[STREET_ADDRESS]，邮编[ZIP_CODE]。
请把包裹寄到[STREET_ADDRESS]，收件人[PERSON]。
[PERSON]今年[AGE]，来自[GPE]。
[ORGANIZATION]收购了[ORGANIZATION]。
姓名：[PERSON]\\n出生日期：[DATE_TIME]\\n城市：[GPE]
我的用户名是[USERNAME]。
谁是[PERSON]？
[NRP]部长[DATE_TIME]抵达[GPE]。
我和[PERSON]、[PERSON]一起去[GPE]旅游。
此致敬礼\\n[PERSON]\\n[ORGANIZATION]
患者[PERSON]，[AGE]，由[ORGANIZATION]转诊。
[PERSON]的电话是[PHONE_NUMBER]。
[ORGANIZATION]将在[GPE]建新厂。
[PERSON]离开[ORGANIZATION]加入[ORGANIZATION]。
客户：[PERSON]，电话：[PHONE_NUMBER]，邮箱：[EMAIL_ADDRESS]
从[GPE]到[GPE]有多远？
我的老板[PERSON]不发工资怎么办？
[PERSON]于[DATE_TIME]出生在[GPE]。
请联系[PERSON][TITLE]。
介绍一下[ORGANIZATION]的历史。
"""),
    "ja": lines("""
私の名前は[PERSON]です。[ORGANIZATION]で働いています。
[PERSON]さんへのメールを書いてください。
[PERSON][TITLE]は[DATE_TIME]に[GPE]へ出張します。
住所は[STREET_ADDRESS]です。
荷物を[STREET_ADDRESS]の[PERSON]様に送ってください。
[PERSON]さんは[AGE]で、[GPE]に住んでいます。
[ORGANIZATION]が[ORGANIZATION]を買収した。
氏名：[PERSON]\\n生年月日：[DATE_TIME]\\n都市：[GPE]
ユーザー名は[USERNAME]です。
[PERSON]とは誰ですか？
[NRP]の大臣が[DATE_TIME]に[GPE]を訪問した。
[PERSON]と[PERSON]は[GPE]で結婚した。
よろしくお願いいたします。\\n[ORGANIZATION]\\n[PERSON]
郵便番号は[ZIP_CODE]、電話は[PHONE_NUMBER]です。
[ORGANIZATION]は[GPE]に新工場を建てる。
[PERSON]は[ORGANIZATION]を退職した。
顧客：[PERSON]、電話：[PHONE_NUMBER]、メール：[EMAIL_ADDRESS]
[GPE]から[GPE]までの距離は？
上司の[PERSON]が残業代を払ってくれません。
[PERSON]は[DATE_TIME]に[GPE]で生まれた。
[ORGANIZATION]の歴史を教えて。
"""),
    "ko": lines("""
제 이름은 [PERSON]이고 [ORGANIZATION]에서 일합니다.
[PERSON]에게 보낼 이메일을 써 주세요.
[PERSON] [TITLE]은 [DATE_TIME]에 [GPE]로 출장을 갑니다.
주소는 [STREET_ADDRESS]입니다.
택배를 [STREET_ADDRESS] [PERSON]에게 보내 주세요.
[PERSON]씨는 [AGE]이고 [GPE]에 살아요.
[ORGANIZATION]이 [ORGANIZATION]을 인수했다.
이름: [PERSON]\\n생년월일: [DATE_TIME]\\n도시: [GPE]
아이디는 [USERNAME]입니다.
[PERSON]은 누구인가요?
[NRP] 장관이 [DATE_TIME] [GPE]에 도착했다.
[PERSON]과 [PERSON]은 [GPE]에서 만났다.
감사합니다.\\n[ORGANIZATION]\\n[PERSON] 드림
전화번호는 [PHONE_NUMBER]이고 우편번호는 [ZIP_CODE]입니다.
[ORGANIZATION]는 [GPE]에 새 공장을 짓는다.
[PERSON]는 [ORGANIZATION]를 떠났다.
고객: [PERSON], 전화: [PHONE_NUMBER], 이메일: [EMAIL_ADDRESS]
[GPE]에서 [GPE]까지 얼마나 걸려요?
상사 [PERSON]가 월급을 주지 않아요.
[PERSON]는 [DATE_TIME] [GPE]에서 태어났다.
[ORGANIZATION]의 역사를 알려 주세요.
"""),
    "ar": lines("""
اسمي [PERSON] وأعمل في [ORGANIZATION] في [GPE].
اكتب رسالة إلى [PERSON] بخصوص الفاتورة.
نشر [TITLE] [PERSON] كتابه يوم [DATE_TIME].
عنواني هو [STREET_ADDRESS]، [GPE].
أرسل الطرد إلى [STREET_ADDRESS].
[PERSON]، عمره [AGE]، من [GPE].
اشترت [ORGANIZATION] شركة [ORGANIZATION].
الاسم: [PERSON]\\nتاريخ الميلاد: [DATE_TIME]\\nالمدينة: [GPE]
اسم المستخدم [USERNAME].
من هو [PERSON]؟
وصل الوزير [NRP] إلى [GPE] يوم [DATE_TIME].
مع التحية،\\n[PERSON]\\n[ORGANIZATION]
تفتح [ORGANIZATION] مصنعا في [GPE].
ترك [PERSON] العمل في [ORGANIZATION].
العميل: [PERSON]، الهاتف: [PHONE_NUMBER]، البريد: [EMAIL_ADDRESS]
كم المسافة بين [GPE] و [GPE]؟
ولد [PERSON] يوم [DATE_TIME] في [GPE].
اتصل بالسيد [PERSON] على الرقم [PHONE_NUMBER].
"""),
    "hi": lines("""
मेरा नाम [PERSON] है और मैं [ORGANIZATION] में काम करता हूँ।
[PERSON] को [DATE_TIME] की बैठक के लिए ईमेल लिखिए।
[TITLE] [PERSON] [DATE_TIME] को [GPE] आएंगे।
मेरा पता [STREET_ADDRESS], [GPE] है।
पार्सल [STREET_ADDRESS] पर भेजिए।
[PERSON] की उम्र [AGE] है और वे [GPE] में रहते हैं।
[ORGANIZATION] ने [ORGANIZATION] को खरीद लिया।
नाम: [PERSON]\\nजन्म तिथि: [DATE_TIME]\\nशहर: [GPE]
मेरा यूज़रनेम [USERNAME] है।
[PERSON] कौन है?
[NRP] मंत्री [GPE] पहुँचे।
धन्यवाद,\\n[PERSON]\\n[ORGANIZATION]
[ORGANIZATION] [GPE] में नया कारखाना खोलेगी।
[PERSON] ने [ORGANIZATION] छोड़ दिया।
ग्राहक: [PERSON], फ़ोन: [PHONE_NUMBER], ईमेल: [EMAIL_ADDRESS]
[GPE] से [GPE] कितनी दूर है?
[PERSON] का जन्म [DATE_TIME] को [GPE] में हुआ।
[PERSON] को [PHONE_NUMBER] पर फ़ोन कीजिए।
"""),
}

TITLES = {
    "en": names("Mr; Mr.; Mrs; Mrs.; Ms; Ms.; Miss; Dr; Dr.; Prof; Prof.; Professor; Sir; Dame; Lord; Lady; Rev.; Reverend; Father; Captain; Colonel; General; Sergeant; Senator; Judge; Justice; President; Governor; Mayor; Ambassador; Sister; Lieutenant; Major; Congressman; Chancellor; Bishop; Rabbi; Imam; Madam"),
    "de": names("Herr; Frau; Dr.; Prof.; Prof. Dr.; Herr Dr.; Frau Dr.; Bürgermeister; Pfarrer; Richterin"),
    "fr": names("M.; Mme; Mlle; Monsieur; Madame; Docteur; Dr; Maître; Professeur"),
    "es": names("Sr.; Sra.; Srta.; Señor; Señora; Don; Doña; Dr.; Dra.; Profesor; Profesora"),
    "pt": names("Sr.; Sra.; Dr.; Dra.; Dona; Professor; Professora; Senhor; Senhora"),
    "ru": names("господин; госпожа; доктор; профессор; г-н; г-жа; сенатор; судья"),
    "zh": names("先生; 女士; 教授; 博士; 经理; 主任; 医生"),
    "ja": names("先生; 教授; 博士; 部長; 社長; 課長"),
    "ko": names("교수님; 박사님; 부장님; 사장님; 선생님; 과장님"),
    "ar": names("السيد; السيدة; الدكتور; الدكتورة; الأستاذ; الأستاذة"),
    "hi": names("श्री; श्रीमती; डॉ.; प्रोफेसर; कुमारी"),
}

NRP = {
    "en": names("American; British; French; German; Spanish; Italian; Chinese; Japanese; Korean; Indian; Mexican; Brazilian; Canadian; Australian; Russian; Polish; Turkish; Greek; Dutch; Swedish; Norwegian; Danish; Finnish; Irish; Scottish; Welsh; Portuguese; Swiss; Austrian; Egyptian; Nigerian; Kenyan; Ethiopian; Moroccan; Iranian; Iraqi; Israeli; Palestinian; Syrian; Lebanese; Saudi; Pakistani; Bangladeshi; Vietnamese; Thai; Indonesian; Filipino; Ukrainian; Hungarian; Romanian; Czech; Catholic; Protestant; Muslim; Jewish; Hindu; Buddhist; Sikh; Orthodox; Mormon; Republican; Democrat; Liberal; Conservative; Labour; Green; Socialist; Communist; Kurdish; Basque; Catalan; Argentine; Chilean; Colombian; Peruvian; Cuban"),
    "de": names("deutsche; französische; polnische; türkische; amerikanische; italienische; katholische; muslimische; jüdische; spanische"),
    "fr": names("français; allemand; espagnol; marocain; italien; catholique; musulman; juif; américain; algérien"),
    "es": names("español; mexicano; argentino; francés; alemán; católico; musulmán; judío; estadounidense; chileno"),
    "pt": names("brasileiro; português; angolano; argentino; alemão; católico; muçulmano; judeu"),
    "ru": names("Российский; Немецкий; Французский; Американский; Китайский; Турецкий"),
    "zh": names("中国; 美国; 日本; 法国; 德国; 韩国"),
    "ja": names("日本; 韓国; ドイツ; フランス; アメリカ; 中国"),
    "ko": names("한국; 일본; 독일; 프랑스; 미국; 중국"),
    "ar": names("المصري; السعودي; الألماني; الفرنسي; المغربي; الأمريكي"),
    "hi": names("भारतीय; जर्मन; अमेरिकी; चीनी; फ्रांसीसी; जापानी"),
}

TEAMS = names("""Arsenal; Chelsea; Liverpool; Manchester United; Man City; Everton; Tottenham; Spurs; Real Madrid; Barcelona;
Atletico; Juventus; Inter Milan; AC Milan; Bayern Munich; Borussia Dortmund; Ajax; Celtic; Rangers; Lakers; Chicago Bulls; Boston Celtics;
Miami Heat; Knicks; Golden State Warriors; New York Yankees; Red Sox; Cubs; Dodgers; Mets; Giants; Dallas Cowboys; Patriots; Packers; Steelers;
Eagles; Seahawks; Broncos; Toronto Maple Leafs; Canadiens; Bruins; Oilers; Collingwood; Essendon; Carlton; Sydney Swans; All Blacks; Wallabies;
Mumbai Indians; Leeds United; Aston Villa; West Ham; Newcastle United; Sunderland; Wolves; Ohio State; Notre Dame; Duke; Michigan State""")

WORLD_NAMES = names("""Google; Microsoft; Apple; Amazon; Meta; Facebook; Twitter; YouTube; Netflix; Instagram; Tesla; Intel; AMD; Nvidia; IBM; Oracle;
SAP; Siemens; Bosch; BMW; Volkswagen; Daimler; Toyota; Honda; Nissan; Sony; Samsung; LG; Hyundai; Huawei; Xiaomi; Alibaba; Tencent; Baidu;
ByteDance; Airbus; Boeing; Lockheed Martin; General Motors; Ford; General Electric; ExxonMobil; Shell; BP; Total; Chevron; Gazprom; Nestle;
Unilever; Danone; Coca-Cola; Pepsi; Starbucks; McDonald's; Burger King; Nike; Adidas; Puma; Zara; H&M; IKEA; Walmart; Target; Tesco; Carrefour;
Aldi; Lidl; Spotify; Uber; Lyft; Airbnb; PayPal; Stripe; Visa; Mastercard; Goldman Sachs; JPMorgan; Morgan Stanley; Citigroup; HSBC; Barclays;
Deutsche Bank; BNP Paribas; Santander; UBS; Credit Suisse; Pfizer; Moderna; Novartis; Roche; Bayer; Merck; AstraZeneca; Johnson & Johnson; FedEx;
UPS; DHL; Lufthansa; Ryanair; Delta; United Airlines; Emirates; British Airways; Qantas; AT&T; Verizon; Vodafone; T-Mobile; Telefonica; Orange;
Comcast; Disney; Warner Bros; CNN; BBC; Fox News; NBC; CBS; ABC; ESPN; Sky Sports; Al Jazeera; Reuters; Associated Press; AFP; Bloomberg;
New York Times; Washington Post; Wall Street Journal; The Guardian; The Economist; Le Monde; Der Spiegel; El País; NASA; ESA; FBI; CIA; NSA;
Interpol; Europol; NATO; UN; United Nations; UNICEF; UNESCO; WHO; World Bank; IMF; European Union; EU; European Commission; OPEC; FIFA; UEFA;
NBA; NFL; NHL; MLB; NCAA; IOC; Red Cross; Amnesty International; Greenpeace; Oxfam; WWF; Congress; Senate; Parliament; House of Commons; Supreme Court;
Labour Party; Republican Party; Democratic Party; Tories; Taliban; Hamas; Hezbollah; ISIS; Al-Qaeda; Harvard; Yale; Stanford; MIT; Oxford University;
Cambridge University; Princeton; Columbia University; UCLA; NYU; University of Texas; University of Tokyo; ETH Zurich; Sorbonne; NHS; HMRC;
Mayo Clinic; Federal Reserve; SEC; FDA; EPA; IRS; Pentagon; Kremlin; White House; Scotland Yard; Metropolitan Police; Royal Navy; US Army;
The Beatles; Rolling Stones; Coldplay; Radiohead; Metallica; Nirvana; Blackpink; BTS; Pink Floyd; U2; One Direction; Arctic Monkeys""")

CITIES = {
    "en": names("""London; Paris; Berlin; Madrid; Rome; Vienna; Prague; Warsaw; Budapest; Lisbon; Dublin; Edinburgh; Glasgow; Manchester; Birmingham;
Leeds; Bristol; Cardiff; Belfast; New York; NYC; Los Angeles; LA; Chicago; Houston; Phoenix; Philadelphia; San Antonio; San Diego; Dallas; Austin;
San Francisco; Seattle; Denver; Boston; Detroit; Nashville; Memphis; Portland; Las Vegas; Baltimore; Miami; Atlanta; Orlando; New Orleans; Cleveland;
Pittsburgh; St. Louis; Washington; Washington, D.C.; Toronto; Montreal; Vancouver; Calgary; Ottawa; Mexico City; Rio de Janeiro; São Paulo; Buenos Aires;
Santiago; Lima; Bogotá; Caracas; Havana; Tokyo; Osaka; Kyoto; Seoul; Beijing; Shanghai; Hong Kong; Taipei; Singapore; Bangkok; Hanoi; Jakarta; Manila;
Delhi; New Delhi; Mumbai; Bangalore; Kolkata; Chennai; Karachi; Lahore; Dhaka; Kathmandu; Kabul; Tehran; Baghdad; Damascus; Beirut; Jerusalem; Tel Aviv;
Gaza; Amman; Riyadh; Dubai; Doha; Cairo; Alexandria; Casablanca; Tunis; Algiers; Tripoli; Lagos; Accra; Nairobi; Addis Ababa; Johannesburg; Cape Town;
Harare; Sydney; Melbourne; Brisbane; Perth; Adelaide; Auckland; Wellington; Moscow; St. Petersburg; Kyiv; Kiev; Minsk; Istanbul; Ankara; Athens; Sofia;
Bucharest; Belgrade; Zagreb; Oslo; Stockholm; Copenhagen; Helsinki; Reykjavik; Amsterdam; Rotterdam; Brussels; Antwerp; Geneva; Zurich; Munich; Hamburg;
Frankfurt; Cologne; Milan; Naples; Turin; Venice; Florence; Barcelona; Valencia; Seville; Porto; Lyon; Marseille; Nice; California; Texas; Florida;
New Jersey; Ohio; Georgia; Michigan; Virginia; Arizona; Colorado; Oregon; Alaska; Hawaii; Kansas; Nevada; Utah; Iowa; Maine; Vermont; Illinois; Indiana;
Kentucky; Tennessee; Alabama; Louisiana; Minnesota; Wisconsin; Missouri; North Carolina; South Dakota; West Virginia; Massachusetts; Connecticut; Maryland;
Pennsylvania; Delaware; Wyoming; Montana; Idaho; Nebraska; Oklahoma; Arkansas; Mississippi; New Mexico; New Hampshire; Rhode Island; Ontario; Quebec;
British Columbia; Bavaria; Scotland; England; Wales; Northern Ireland; UK; U.K.; US; USA; U.S.; the UK; the US; America; Europe; Africa; Asia; Middle East;
Queensland; New South Wales; Punjab; Kerala; Gujarat; Kashmir; Siberia; Crimea; Tuscany; Catalonia; Brooklyn; Manhattan; Queens; Hollywood; Queensbury"""),
    "de": names("Berlin; Hamburg; München; Köln; Frankfurt; Stuttgart; Düsseldorf; Leipzig; Dresden; Wien; Zürich; Bern; Graz; Basel; Bonn; Bayern; Sachsen; Hessen"),
    "fr": names("Paris; Lyon; Marseille; Toulouse; Nice; Nantes; Strasbourg; Bordeaux; Lille; Rennes; Genève; Bruxelles; Montréal; Québec; Dakar; Alger; Tunis"),
    "es": names("Madrid; Barcelona; Valencia; Sevilla; Zaragoza; Málaga; Bilbao; Buenos Aires; Ciudad de México; Bogotá; Lima; Santiago; Quito; Caracas; La Habana"),
    "pt": names("São Paulo; Rio de Janeiro; Brasília; Salvador; Recife; Porto Alegre; Lisboa; Porto; Coimbra; Braga; Luanda; Maputo; Curitiba; Bahia"),
    "ru": names("Москва; Санкт-Петербург; Казань; Новосибирск; Екатеринбург; Сочи; Минск; Киев; Самара; Омск; Берлин; Париж; Лондон"),
    "zh": names("北京; 上海; 广州; 深圳; 杭州; 南京; 成都; 武汉; 西安; 重庆; 天津; 苏州; 香港; 台北; 东京; 纽约; 伦敦; 巴黎"),
    "ja": names("東京; 大阪; 京都; 名古屋; 札幌; 福岡; 横浜; 神戸; 仙台; 広島; ロンドン; パリ; ニューヨーク; 北京; ソウル"),
    "ko": names("서울; 부산; 대구; 인천; 광주; 대전; 울산; 수원; 제주; 도쿄; 뉴욕; 런던; 파리; 베이징"),
    "ar": names("القاهرة; الرياض; دبي; بيروت; بغداد; عمان; دمشق; تونس; الجزائر; الدار البيضاء; جدة; مكة; لندن; باريس"),
    "hi": names("दिल्ली; मुंबई; कोलकाता; चेन्नई; बेंगलुरु; जयपुर; लखनऊ; पटना; पुणे; वाराणसी; लंदन; न्यूयॉर्क"),
}
