"""English conversational seeds of the 14 domains, second half."""

ENGLISH_MORE = r"""
@health
i keep waking up at 3am with my heart racing, anxiety or should i see someone
Is it safe to take ibuprofen and paracetamol on the same day
My mum, 71, was just put on blood thinners. What food does she need to watch?
how long is the flu contagious
Twisted my ankle yesterday, it's purple but I can walk. Ice or heat at this point?
what does a high ferritin mean when iron is normal
Our 2 year old refuses everything except pasta. Should we give vitamins?
best stretches for lower back when you sit all day
Can you explain what my report says? "Mild degenerative changes at L4/L5, no nerve root compression."
how much water do i need if i run 10k in the heat
Doctor said prediabetes. what now, practically
is a temperature of 38.2 in a 4 month old baby an emergency
My eye twitches since a week, too much coffee?
which vaccines do I need for a trip to Kenya
I stopped smoking 5 days ago and I cough MORE. normal?
side effects of sertraline in the first two weeks
Hi, I'm a night nurse. How do shift workers sleep properly in summer when it's light out
can you build up a tolerance to antihistamines
What is the difference between type 1 and type 2 diabetes, for a school talk
knee clicks on stairs no pain. worry?
What happens in the body when someone has a stroke and what does FAST mean?
Meal ideas for someone with kidney disease, low potassium, not boring
why do hangovers get worse after 30
mole on my back got a second colour in it
is intermittent fasting ok while breastfeeding
Patient information leaflet: please put it in plain English at the level of a 12-year-old: 'Administer orally twice daily with food; discontinue if rash occurs.'
my ears ring since the concert on saturday
how do statins work and why do people complain about muscle pain
What's a normal resting heart rate for a fit 50 year old
Gave blood this morning and nearly fainted in the supermarket, what should I do the rest of the day
plan b effectiveness after 48 hours?
how can I tell a cold sore from a pimple
My dad snores and then stops breathing for seconds. Is that apnea and who do we go to?
Explain herd immunity without graphs
do compression socks do anything on flights
can dehydration cause high blood pressure readings
Physio gave me eccentric heel drops for Achilles pain. How many weeks until I notice anything?
gluten intolerance vs celiac - which test and do i keep eating bread before it
Write a gentle reminder text for our dental patients about six month check-ups
when is a headache a red flag
what are probiotics good for, really, evidence only
first aid for a jellyfish sting, pee or not pee
My A1c is 6.1 and LDL 155. What questions should I ask at my appointment?
how does the body fight a fever and should i let it
Tips for talking to a teenager's doctor about birth control for acne
@history
why did the roman empire split in two
what did ordinary people eat in london around 1600
My grandfather said his village changed countries four times without moving. He was from near Lviv. How is that possible?
who actually started ww1, short answer then long answer
Was there really a library of alexandria fire
how did vikings navigate w/o compass
explain the partition of india to me, I watched a series and got curious
essay help: to what extent did the treaty of versailles cause the rise of the nazis
When did women get the vote in Switzerland? I heard it was shockingly late
why is the hundred years war called that when it lasted longer
Daily life of a samurai during the peaceful Edo period
what was the silk road moving besides silk
Found an old coin in the garden, looks like it says GEORGIVS III. What period are we talking?
Did Napoleon really lose because of the weather in Russia?
cuban missile crisis timeline in ten bullets pls
What made the Black Death end?
how come the ottoman empire lasted 600 yrs
tell me a story about everyday resistance under occupation in the 1940s, true ones
I'm doing a podcast on the Haitian revolution, what do most summaries get wrong
Why did people in the middle ages build such tall cathedrals when they lived in huts
who was mansa musa and was he truly that rich
Explain the causes of the French Revolution like a newspaper from 1789
berlin wall: why didn't the west stop it being built
What happened to the Romanovs after the revolution?
were gladiators slaves or celebrities or both
Compare the Meiji restoration and Atatürk's reforms
how did the irish famine change america
my kid needs 3 facts about the pharaohs that aren't about mummies
What was the Hanseatic League, and is it why so many northern towns have the same brick churches?
why was constantinople so hard to conquer
How was the Berlin airlift organised, numbers and logistics
Primary sources on the Boston Tea Party I can read in one evening?
did medieval people really think the earth was flat
The apartheid system - when did it begin in law and when did the laws go
what language did cleopatra speak
Great zimbabwe - who built it and why did europeans deny it for so long
Quick: order these: fall of saigon, moon landing, watergate
Why did the Maya leave their cities?
letters from soldiers at the somme, what do they talk about mostly
what's the difference between the spanish armada myth and what happened
How did cold war spies communicate, dead drops and that sort of thing
Reformation: what role did the printing press really play?
is it fair to call the congress of vienna a success
explain the opium wars from the chinese point of view
who were the suffragettes' opponents and what did they argue
@law
my landlord kept the deposit because of 'normal wear', can he
Got a letter from a debt collector for something from 2014. Too old?
can my boss fire me for a tweet
What's the difference between manslaughter and murder, I keep hearing both on the news
Do I need a lawyer to write a will if I only own a flat and a cat
i signed a non compete for 2 years, is it even enforceable
Neighbour's tree hangs over my fence, may I cut it back?
What does 'without prejudice' at the top of a letter mean
police want to search my car, do i have to say yes
Please explain this clause in normal words: "The Tenant shall indemnify and hold harmless the Landlord against all claims arising from the use of the premises."
is verbal agreement worth anything, friend promised to sell me his van
how does small claims court work and what does it cost
My ex won't follow the custody schedule. What steps come before going back to court?
can i use a song for 10 secs in my youtube video, fair use?
Hi, I run a blog from France. Do I need a cookie banner under GDPR if I only count visitors?
what happens at an arraignment
Which is better for our open source library, MIT or GPL, legally speaking, if a company embeds it
Draft a cease and desist for somebody using my photos in their shop
the airline cancelled and offered a voucher only. passenger rights in the EU?
Is it legal to record a phone call with my insurance
difference between civil and criminal case using the OJ example
Trespass to chattels - give me an example a first-year would remember
How do I trademark a name for a podcast?
my visa expires while my extension is pending, am i illegal
what is consideration in contract law, peppercorn stuff
Can a minor sue?
Someone rear ended me and now denies it, no witnesses. what counts as evidence
Summarise the holding of a typical miranda case in two sentences
does an oath matter if you don't believe in god
Freelancer here: client uses my designs but never paid the final invoice. Who owns the copyright right now?
how long can police hold you without charge in england
power of attorney vs guardianship for my father with dementia
We want to dismiss a shareholder from our small company. What do statutes usually require?
What are the elements of negligence. duty, breach, and...?
HOA fined me for solar panels, can they do that
The contract says governed by the laws of Delaware, but I live in Spain. What does that mean for me?
explain habeas corpus simply
I was told I have to serve on a jury, can I say no because of an exam
can I break the lease early if there is mold everywhere
When does a joke become defamation?
wife and I want a prenup, what can't go in there
who is liable when a self driving car crashes
Write a formal objection to a parking fine, the sign was covered by a branch
is jaywalking a crime or what is it
precedent vs statute, which one wins
@math
whats 17% of 348 and how do i do it in my head
I have a circle through (0,0), (4,0), (0,6). Where is its centre?
why is 0.999... = 1, i still don't buy it
how many ways to seat 6 people round a table if two won't sit together
integrate x e^x dx show steps
My daughter is stuck on fractions: 3/4 divided by 2/3. How do I explain flipping without just saying 'flip'?
prove sqrt 2 is irrational but without contradiction if that's possible
is zero even
Roll two dice, at least one six. probability?
solve for x: 2^(x+1) = 3^(x-1)
Two trains question: 80 km/h and 100 km/h, 270 km apart, leave at the same time toward each other, when do they meet
what's an eigenvector, geometrically
I need the derivative of ln(sin x), and a sanity check at x = pi/2
whats the formula for the area of a trapezium again
If I invest nothing but double a penny every day for 30 days how much is it, and show the sum formula
explain bayes with a spam filter, numbers please
Is every continuous function differentiable somewhere? My prof smiled when I asked.
factor x^3 - 6x^2 + 11x - 6
how do I convert 0.1 repeating in base 3 to a fraction
standard deviation of 2, 4, 4, 4, 5, 5, 7, 9
hi can you check my induction proof? base n=1 ok. then assume 1+..+n = n(n+1)/2 and add n+1 on both sides. Is that all?
Why does multiplying two negatives give a positive
a rectangle has perimeter 36 and area 80 - sides?
What's the intuition for e?
find the limit of sin(3x)/x as x->0
Six people shake hands with everybody once, how many handshakes
matrix A is 3x3 with det 5. what's det(2A)
i forgot long division completely. 4396 / 7
Which is bigger, e^pi or pi^e? no calculator
what does it mean for a series to converge conditionally
Give me ten practice problems on quadratic inequalities with answers at the bottom
monty hall again... why isn't it 50/50
difference between permutation and combination with pizza toppings
compute 13^100 mod 7
Group theory: show that a group where every element squares to identity is abelian
I roll a die until I see a 6; expected number of rolls?
how do you find the shortest distance from a point to a plane
my calculator says cos 60 is -0.95 ?!
Are there more rationals or integers
Sketch how to solve y'' + 4y = sin 2x, resonance case
what's the 50th term in 3, 7, 11, 15...
can a triangle have two right angles on a ball
linear regression by hand for (1,2), (2,3), (3,5)
tell me a fun fact about prime numbers and then prove it
angles inside a 12-gon, total
@other
heya, whats new with you today
what can i cook with leeks, feta and one sad potato
Plan me three days in Lisbon with a toddler and no car
who's gonna win the champions league this yr
Write a birthday poem for my coworker Jana who loves cactuses and hates mondays
what's the capital of burkina faso
im bored
Recommend a slow-burn detective series, nothing gory
How do I get red wine out of a beige sofa?
best opening line for a dating app that isn't cringe
Translate 'see you next Tuesday evening' into Italian please
Explain how the electoral college works and why nobody has abolished it
My cat throws up every time I travel. Ideas for the sitter?
a story please: the moon hands in its notice
fitted sheets... folding them is witchcraft, teach me
Which countries border Laos
give me a workout playlist, 90s eurodance only
The bride is my ex and I'm the best man. Help me write a toast that isn't weird
What should I pack for Iceland in October
knock knock
does anyone still use the oxford comma, and should i in my novel
Edit this paragraph for flow: The house was old. The house was cold. Nobody had lived there since the war but the clock still ticked.
how do i beat the water temple
cheapest way to get from Osaka to Kyoto with two suitcases
What do people in Norway think about their monarchy?
good morning! tell me something nice
How long do I rest a 2 kg roast chicken?
Compare the two-party system with proportional representation for voters
crossword: 'river in Hades', 4 letters
make a packing list for camping w/ 3 kids, rain likely
Who directed the movie where the guy relives the same day again and again
Name ideas for a goldfish and a very grumpy tortoise
sourdough too sour, what do i change
What's the offside rule in one breath
Write lyrics for a country song about a broken dishwasher
how tall is mount kenya compared to kilimanjaro
can you roleplay as a pirate barista, i'm the customer
my neighbour plays drums at 10pm, how do i bring it up nicely
Which hairstyles suit a round face and zero patience
Best board games for two people with 30 minutes
do i say 'an historic' or 'a historic'
Sociology class: what does Bourdieu mean by cultural capital?
thanks, you've been great, good night
what time is it in Auckland when it's noon in Paris
I'd like to learn the ukulele, first four chords and a song
How do elections to the European Parliament work, who can vote
@philosophy
if i replace every plank of a ship is it the same ship
is free will an illusion if the brain decides before i notice
What did Kant mean by treating people never merely as means? example from an office please
I'm reading Camus and want to know whether the absurd is depressing or freeing
can something be moral if everyone thinks it's wrong
explain the difference between epistemology and ontology w/o latin
My friend is a utilitarian and says I should donate a kidney. Counterarguments?
are we living in a simulation, what would count as evidence
why does plato want to kick the poets out
Trolley problem but with a self-driving taxi. How would a virtue ethicist even start?
what is the is-ought gap
Stoicism on instagram vs actual stoics, what's lost
Is it rational to fear death? epicurus says no
define begging the question properly, people keep using it wrong
does a fetus, a chimp or an AI count as a person - what criteria do philosophers use
Hi, essay on Hobbes: was he too pessimistic? need a thesis that isn't boring
whats Nietzsche's eternal recurrence meant to do to you
could a machine understand chinese or just shuffle symbols
Explain Buddhist no-self next to Hume's bundle theory
is lying to a dying person ok
If God is good and all powerful why do kids get cancer, how do theologians reply
what did wittgenstein mean by language games
a man says 'this sentence is false'. what do logicians do with that
Do numbers exist?
Rawls and the veil of ignorance, in a way my uncle would accept at dinner
why does anything exist at all and not just nothing
Is beauty only in the eye of the beholder, give me the strongest case against
socratic method: use it on me about whether I should eat meat
moral luck - explain with two drunk drivers
What's the point of phenomenology? Husserl makes my head hurt
Ubuntu philosophy, 'I am because we are', what does it say about punishment
how do confucius and laozi differ on how to live well
do we have duties to people not born yet
I feel like ethics is just taste. What would a moral realist say to me
Which fallacy is it: 'You can't criticise the plan, you failed maths in school'
explain qualia to a sceptical engineer
simone de beauvoir - one is not born a woman... what follows from it?
Was Socrates right to drink the hemlock?
can you give me a valid argument with a silly conclusion
tolerating the intolerant, popper's thing, is it a real paradox
what makes a life meaningful and is it the same as happy
Descartes' evil demon vs brain in a vat, any real difference
Is it wrong to enjoy art made by terrible people
contractualism, one paragraph, no jargon
mary knows everything about red but never saw it. does she learn something
@physics
why is the sky blue but sunsets red
if i drop a feather and a hammer on the moon, who wins
What does E = mc^2 say about a charged battery, is it heavier?
why can't you go faster than light, not the formula, the reason
My microwave has spots that don't heat. Standing waves?
explain entropy using my messy desk
Ball thrown up at 12 m/s, how high and when is it back in my hand
how do magnets know where north is
I'm confused about the twin paradox: isn't motion relative, so why is one of them older
does hot water freeze faster than cold
what's the difference between mass & weight
Why do I feel pushed outward in a turning car if there's no centrifugal force
Lab: pendulum 1 m long gives T = 2.05 s. What g do I get and is that error reasonable?
what is quantum entanglement NOT
how do black holes evaporate if nothing escapes
a 2 kg block slides down a 30 deg incline mu=0.2. acceleration?
Why do wet clothes look darker
how come ice floats
can sound travel through the sun
Double slit experiment: what happens when you 'look' and what does look mean here
Two resistors 4 and 6 ohm in parallel on 12 V, total current
what makes a rainbow a bow and not a stripe
is there gravity on the space station, my son insists there is none
How fast would a coin from the empire state building hit the ground with air drag
why are wheels on film spinning backwards
Explain the Doppler effect with an ambulance, then with galaxies
what is dark energy, and how sure are we
Write a short explanation of inertia for a museum sign, 60 words, families
half life: 80 g sample, 5 years half life, what's left after 20
Does a fridge with an open door cool the kitchen?
how does a prism split light
Schrodinger equation: what exactly is the wave function of?
Lift question: scale shows 72 kg instead of 65 when it starts moving, acceleration?
photons have no mass so how can light push a sail
Why does my bike stay upright when moving
Is temperature just the average speed of molecules? what about a vacuum then
difference between fission & fusion in 3 lines
capacitor charges through 10k, 100 uF. time to reach 63%
what did the michelson morley experiment fail to find
can you bend light with a garden hose, total internal reflection stuff
Higgs boson gives mass to particles. ok, how?
Which lens do i need to focus sunlight at 20 cm, and how hot is that spot going to be
why do stars twinkle but planets don't
superconductors float over magnets.. what's going on
explain tides, why two a day
@psychology
why do i remember embarrassing stuff from 10 years ago at 2am
what is cognitive dissonance, example from smoking
My 4 year old lies all the time now. Is that a developmental stage?
is the marshmallow test still taken seriously
how do habits form and how long for real, 21 days sounds fake
I procrastinate even on things I like. What's the psychology of that?
difference between empathy and sympathy
Attachment styles - can an avoidant and an anxious partner work out?
Which experiments would never pass an ethics board today? For a class presentation
do opposites attract or is that a myth
Since I became a team lead I feel like a fraud. Impostor syndrome? How do people get past it
explain classical vs operant conditioning with a dog and a vending machine
why do crowds do dumb things
what does the big five say about extraversion and job success
What's confirmation bias and how do I catch myself doing it
is iq mostly genes
hi, psych student, i need a hypothesis about phone use and attention that can be tested in 2 weeks with 30 classmates
how does grief work, are the five stages real
Why do I get so angry in traffic when I'm calm elsewhere?
explain bystander effect, and why the kitty genovese story is contested
working memory capacity: 7 or 4?
how do therapists use exposure for spider phobia
My sister remembers our childhood totally differently. How reliable are memories like that?
What would Freud say about my dream of missing trains, and what would a modern researcher say
whats learned helplessness
are introverts just shy
Explain Piaget's stages using one toy at each age
priming studies - which replicated?
how to motivate kids without rewards, self determination theory
dunning kruger: what did the paper actually find
Summarise the difference between CBT and psychodynamic therapy for a leaflet
why is it easier to give advice than to follow it
Does social media make teens depressed, what's correlation and what's cause
what happens psychologically in a cult
I cry at commercials lately. What can mood swings tell about stress?
Is nature or nurture stronger for personality, twin study numbers please
placebo effect works even if you know it's placebo?
why do people stay in bad relationships
body language experts on tv, is any of it science
How does sleep loss change decision making in soldiers or doctors?
flow state, csikszentmihalyi - how do I get there at work
My student scored 4 on a Likert item and I treated it as interval. Purists say no. Who's right in psychometrics?
what is the uncanny valley and why would we evolve it
anchoring in everyday haggling
how do we recognise faces and what's prosopagnosia like
"""
