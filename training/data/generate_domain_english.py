"""English conversational seeds of the 14 domains; `generate_domain.py` turns them into rows."""

ENGLISH = r"""
@biology
why do cats' eyes glow in photos, is there something special in their retina
So my kid asked me how caterpillars know when to turn into butterflies and I had nothing. What's actually going on inside?
can plants 'hear'? saw a reel claiming roots grow toward running water
what's the diff between mitosis and meiosis, explain like im cramming for tomorrow
Found a weird fuzzy orange growth on a dead log in my garden. Fungus or slime mold, and how would I tell?
My sourdough starter smells like nail polish. Which microbes produce that and what changed in the culture?
how long can a tardigrade really survive in space
Is it true every cell in my body has the same DNA? Then how does a liver cell know it's a liver cell
Our BIO101 lab used catalase from potatoes and the bubbles stopped at 60 degrees. I need to explain why in my lab report.
whats the point of the appendix evolutionarily
Explain CRISPR to me as if I've only taken high school bio, especially the guide RNA bit
do octopuses dream?
Why are there no green mammals?
hi! reading about wolves in yellowstone, how does one predator change the course of a river?? sounds exaggerated
I've got a petri dish with clear rings round the colonies. Does that mean hemolysis or just that the agar dried
which came first, feathers or flight
We keep bees. Two of the hives swarmed in the same week although there was plenty of room. What triggers the workers to raise a new queen?
pls summarise how the Krebs cycle links to the electron transport chain, 5 lines max
Are viruses alive or not, my teacher and my textbook disagree
What stops my stomach bacteria from digesting me?
i don't get hardy weinberg. when p=0.7 how do i know the share of heterozygotes in the population
Why do identical twins have different fingerprints
Why would natural selection keep the gene for sickle cell around at all?
Got this from my notes: "ATP synthase is driven by a proton gradient". ok but where do the protons come from in a chloroplast?
name a few keystone species that live in kelp forests
My orchids only bloom when I move them to the cold porch, what's the signal the plant is reacting to?
do fish get thirsty
How do biologists decide when two populations of birds are different species and not just subspecies?
Draft a one-page handout for my 9th graders about food webs in a pond, with three questions at the end
what would happen to an ecosystem if all the mosquitoes vanished overnight
Explain operons. The lac one. Slowly.
I'm annotating a bacterial genome and half the ORFs come out as 'hypothetical protein'. What can I infer from the neighbourhood of the genes?
Is a lichen one organism or two?
Sharks are older than trees?? is this real
How do migrating turtles find the same beach decades later
why does bread mold grow in circles
My phylogenetic tree has a bootstrap value of 43 on one node, should I trust that clade?
help me memorise the taxonomy ranks with a silly sentence
What do stomata do at night, and is a cactus different
How come some frogs can be frozen solid and hop away in spring?
the coral on my last dive was white as bone. Is it dead or can it get its algae back
Compare innate behaviour with learned behaviour in songbirds; I need two concrete studies for an essay
why do we have two copies of each chromosome and not like, five
western blot shows two bands where I expect one. Could that be splice variants?
Which enzyme unwinds DNA again? h-something
tell me about symbiosis between figs and wasps, the gory version
@business
we're a 6 person agency and three clients pay 60 days late every time. how do i get them to pay without being a jerk
Should I register as an LLC or stay sole proprietor for now? I make about 40k freelancing
Hi, could you look over my elevator pitch? "We help small bakeries sell leftovers through an app." It feels flat.
what's a healthy churn rate for b2b saas
My boss wants a SWOT for our new vegan pet food line by Monday, give me a skeleton to fill in
how to price handmade candles?? materials are 4.20 each
I need a polite email to a supplier saying their last shipment was short by 200 units and asking for a credit note.
Two of my best salespeople are fighting over territories. As their manager what's my first move?
difference between gross margin and markup, i always mix them up
Thinking of opening a second coffee shop across town. What numbers from the first one should convince me or scare me off?
explain OKRs vs KPIs to a team that hates jargon
Our return rate for dresses is 38%. Ideas to bring it down without killing conversion?
is 5% equity fair for a technical cofounder joining after the mvp
Write a LinkedIn post announcing that our logistics startup closed its seed round. No buzzwords please
how do i split my paycheck between an emergency fund, student loan and retirement account
Subject: Q3 offsite\n\nHi all, we have 25k for an offsite for 40 people. Can you suggest an agenda that isn't trust falls? The goal is to agree on next year's priorities.
What's a term sheet? Investor sent me one and I pretended I knew
our warehouse keeps running out of the fast movers and drowning in the slow ones. what inventory method would you look at first
give me 10 names for a mobile dog grooming business
Should we do a rebrand when the founder leaves?
how do franchises make money exactly
I'm interviewing for product manager at a bank, what case questions should I expect?
can u make a simple cash flow template for a food truck, monthly columns
The board asks why CAC went from 80 to 130 in one year. We added two channels. How would you decompose it for a slide?
Whats the best way to fire somebody kindly
Supplier in Vietnam wants 100% upfront. Letter of credit? escrow? what do people normally do
Walk me through a discounted cash flow for valuing a laundromat, I have 3 years of statements
My employee refuses to come back to the office. Options short of letting her go?
Is a Roth account better than a traditional one if I expect my income to go up?
write a job ad for a night shift warehouse lead, honest about the cold
Our NPS dropped after the price increase but revenue is up. Celebrate or worry?
how do airlines do overbooking without losing money
what does 'net 30' mean on an invoice
Please rewrite this complaint reply so it sounds human: "Dear customer, your ticket has been escalated in accordance with policy."
i want to sell my online shop, 12k profit a year. what multiple is realistic and who buys these
Give me a go-to-market plan for a scheduling tool for dentists. Budget is tiny.
How do I negotiate a salary when they ask my current one?
pros n cons of dropshipping in 2026
We do B2B cleaning services and want to move from hourly to subscription pricing, how do we tell existing customers?
What is a balanced scorecard, one paragraph
How should a family business plan who takes over when three siblings all want in?
Turn these meeting notes into action items: ana calls printer, budget for fair still open, leo wants new CRM, nobody likes the booth design
is credit card debt at 22% worse than skipping my pension contribution
what do you call it when you sell a product at a loss to get people in the store
my etsy listing gets views but no sales, what would a marketer check
@chemistry
why does adding salt make ice melt but also make ice cream colder
can i mix vinegar and baking soda to clean a drain or do they just cancel out
Balance this for me please: Fe + O2 -> Fe2O3, and tell me how you got there
I spilled iodine on my white shirt and vitamin C made it disappear. What reaction was that?
whats the ph of coffee roughly and why does it eat at my espresso machine
Titration went past the endpoint, deep pink. How do I correct the calculation or do I have to redo it?
explain sigma vs pi bonds without the balloon analogy
Why is gold yellow when most metals are silvery?
my pool water turned green after I shocked it, someone said copper. does chlorine oxidise copper?
how do i know which one is the limiting reagent, got 5 g of Mg and 10 g of HCl
Need a mnemonic for the first 20 elements
Hey, lab partner says NaOH solid absorbs water and CO2 from air, so our standard is off. How do chemists get round that?
What's the difference between an acid's strength and its concentration?
does boiling water twice really make it bad? chemically i mean
is glass a liquid
Ok so in SN1 vs SN2, why does a tertiary carbon refuse the backside attack
Draw me (in text) the Lewis structure of nitrate incl. resonance
NMR of my product shows a quartet at 4.1 and a triplet at 1.2 ppm, smells fruity. ethyl ester?
what is inside hand warmers that makes them hot
Why does soap work? hydrophobic tails etc but in plain words
calculate molarity if I dissolve 12 g of KNO3 in 250 mL
Copper roof goes green, iron rusts red, aluminium does nothing visible. Explain the three cases
Le Chatelier: if I compress N2 + 3H2 <-> 2NH3, which way and why?
How do catalysts in car exhausts pick out the nasty gases?
hi I'm a painter. which old pigments were toxic and what replaced them chemically?
what makes fireworks blue so hard to do
Why do we write oxidation numbers in Roman numerals, and what's manganese in KMnO4?
My column chromatography smeared everything together. polarity of the eluent too high?
give me three safe kitchen experiments that show acids and bases for 8 yr olds
electronegativity trend plz, left to right
Is there a reason hydrogen sits above lithium in the periodic table when it isn't a metal
why does cut apple go brown, and why lemon stops it
In the lab manual: "reflux for 2 h, then quench with cold water". What does quench mean here and what am I trying to stop?
How does a lithium ion battery degrade on the level of molecules
Can you compare polyethylene and polystyrene: monomer, bonding, why one is bendy and one snaps
what is activated charcoal activated by
enthalpy vs entropy, which wins at high temperature
Water has a weirdly high boiling point for its mass. explain
My buffer calc: 0.1 M acetate, 0.05 M acetic acid, pKa 4.76. I get 5.06, ok?
does chocolate bloom count as a phase change? cocoa butter polymorphs and so on
how are isotopes of the same element told apart by a mass spectrometer
Write a short intro for my report on the determination of water hardness by EDTA
Why do noble gases not react... mostly
Which gas comes off when zinc meets hydrochloric acid and how do I test for it
chirality. my hands make sense, molecules don't
@computer science
getting 'TypeError: cannot read properties of undefined (reading map)' in react but the array is clearly there on second render, why
whats the difference between a process and a thread, interview tomorrow lol
def f(xs=[]):\n    xs.append(1)\n    return xs\n\nwhy does this keep growing between calls
Should I use Postgres or Mongo for a small booking site? two people will maintain it
git says detached HEAD and my commits are gone?? pls help
Hi, our nightly cron job overlaps with itself when the export takes over 24h. What's the standard way to lock it in bash?
explain big O of nested loops where inner one starts at i
I want to learn programming at 45, where do I start, python?
SELECT * FROM orders o LEFT JOIN refunds r ON r.order_id = o.id WHERE r.amount > 10 -- why do I lose the orders without refunds here
docker image is 2.3 GB, how can i slim it
How does https know the server isn't an impostor?
rust borrow checker says value moved in previous iteration of loop. I just want to print it
Review this please:\nfunction debounce(fn, ms) { let t; return () => { setTimeout(fn, ms); } }
what's a good data structure for autocomplete on 2 million product names
Our k8s pods get OOMKilled although the heap is capped at 512m. what else eats memory
make a regex that matches dates like 2024-01-31 but not 2024-1-31
What does "eventual consistency" mean when I'm just refreshing my shopping cart?
my laptop is slow since the update, task manager shows 'antimalware service executable' eating cpu
Can someone explain how transformers pay attention to tokens, without the math first
css: center a div. yes really
I inherited a 15k line PHP file. Strategy to test it before touching anything?
is it ok to store jwt in localstorage
Write a python script that renames all jpgs in a folder by the date they were taken
what happens when you type a url and hit enter, short version for a junior
The loss goes to NaN after about 300 steps with mixed precision, lr 1e-4, any ideas?
Difference between TCP and UDP w/ examples from games
How do I design a rate limiter for an API across 8 servers?
my segfault only happens with -O2. undefined behaviour?
Please convert this to TypeScript types: {"id": 3, "tags": ["a"], "owner": null}
why is quicksort faster in practice than mergesort if worst case is n^2
wifi connected no internet on ubuntu after suspend
Does P vs NP matter for working programmers at all?
explain this one liner: awk '{s+=$3} END {print s}' log.txt
Team of 4 argues about monorepo vs many repos. Help me list what really changes day to day
how do hash maps handle two keys landing in the same bucket
Need unit tests for a function that parses '1h30m' into minutes, pytest pls
what is a closure and why would I ever want one
Kotlin or Swift first if i own a mac and an android phone
Our search uses embeddings and returns nonsense for product codes like XJ-900. Hybrid search?
The compiler course asks for a grammar that isn't ambiguous for if/else. What's the dangling else about?
can i undo rm -rf
explain kubernetes to my grandma
Excel formula: sum column B where column A contains 'north'
My binary search never terminates when the list has two elements: mid = (lo + hi) // 2; lo = mid. what's off
how do compilers know a variable isn't used
How big should a connection pool be? 32 cores, mostly short queries
@economics
why do prices at the pump rise quickly but fall slowly
what does it mean that the yield curve is inverted, should normal people care
My landlord says rent control reduces supply. Is that what the evidence shows or just what landlords say?
difference between nominal and real gdp with a tiny example
why doesn't the government just print money to pay off its debt
Explain opportunity cost w/ my saturday: work a shift or go hiking
If the central bank raises rates, how does that reach my neighbour's bakery?
is immigration bad for wages of locals? what do studies say
Elasticity homework: price up 10%, quantity down 4%. elastic or not?
Hi! I teach civics and need an example of a negative externality that isn't pollution
Why is the Swiss franc so strong when Switzerland is tiny?
what is stagflation and are we in it
Would a universal basic income cause inflation, roughly what's the argument on both sides
How do tariffs on steel end up hitting car buyers
trade deficits: good bad or meaningless?
Explain the prisoner's dilemma using two gas stations at the same crossroad
whats gini coefficient of a country where everyone earns the same
I don't understand consumer surplus, the triangle thing on the graph
Why do economists like carbon taxes more than bans?
Our council wants congestion pricing. What happens to the people who can't afford it?
monopsony?? is that a typo for monopoly
did the phillips curve die
How can unemployment fall while the number of people with jobs also falls
GDP per capita vs median income, which says more about how life feels
Write a 150 word explainer for a local paper on why house prices rise faster than wages
what's the multiplier effect when a stadium gets built, and why are economists so sceptical about stadiums
Is bitcoin money by the textbook definition?
A firm has MC = 2q + 4 and price is 20. how much does it produce in perfect competition
how do sanctions actually bite, if at all
Why was the gold standard dropped?
Compare Keynes and Hayek on what to do in a slump, half a page
Why are haircuts more expensive in rich countries even if the barber isn't better? something baumol
Does minimum wage destroy jobs - card and krueger vs the others
what's a bond yield and why does it go up when price goes down
My country pegs to the dollar. What can go wrong with a peg?
what makes a good a public good and not just a thing the state sells
explain comparative advantage with two roommates who cook and clean
shrinkflation, is it counted in the cpi?
How would you measure the informal economy?
I keep reading that Japan has 250% debt to gdp, how come it hasn't collapsed
Auction question: why bid your true value in a second price auction
who pays a payroll tax really, the boss or me
Draft three discussion questions about income inequality for undergrads in macro
remittances: do they help the country or make it dependent
sunk cost and moral hazard - one line each
@engineering
my garage door opener hums but doesn't move, capacitor?
What gauge wire do I need for a 30 A circuit 20 meters long
why do bridges have those gaps with metal teeth
I'm sizing a beam for a loft, span 4.2 m, bedroom load. Which checks beyond bending should I do?
PID controller for my home brewed heater overshoots by 8 degrees, which term do I turn down first
difference between torque and horsepower for somebody buying a tractor
how do noise cancelling headphones work, the signal part
Is stainless steel screw ok in an aluminium boat hull? galvanic corrosion i heard
Our pump cavitates at full speed. Suction line is 6 m with two elbows. Where would you look?
arduino resets every time the servo moves
explain why planes' wings bend so much and don't snap
What's the safety factor usually taken for a lifting hook?
3d print keeps warping at the corners, PETG, bed 80
how does a differential let the wheels turn at different speeds
Please list the load cases for a small solar carport in a snowy region
Why use three phase power
can i run an american 60hz blender on european 50 hz w/ a transformer
My fourth year project is a drone that lands on a moving cart. How would you split sensing, estimation and control?
what's the difference between tolerance and clearance on a drawing, H7/g6 etc
low pass filter, cutoff 1 kHz, which R and C
Why do concrete floors get cut lines in them the day after they are poured?
How are skyscrapers kept from swaying too much, saw a giant ball in taipei
heat pump says cop 4, is that breaking thermodynamics?
We see random resets on our PCB when the radio transmits. Ground plane is split under the antenna. Related?
best joint for wood that takes bending, mortise or dowel
Explain fatigue failure with a paper clip and then with S-N curves
which material for a bearing under water with no grease
Design review tomorrow: conveyor, 25 kg boxes, 0.5 m/s, 12 degrees incline. What motor power roughly?
How does a septic system decide what goes where
hi, civil eng student, what is the slump test and why the cone
i blew the fuse in my multimeter measuring current, what did i do wrong
Write a maintenance checklist for a belt sander in a school workshop
how do hydraulic excavators lift tons with such thin hoses
Flow in 50 mm pipe at 2 m/s with water: laminar or turbulent?
My stepper motor skips at high speed but not under load at low speed, back emf?
why aren't gas turbines used in cars
GD&T question: position vs concentricity on a bored hole
What does IP67 actually test
how thick must the walls of a rammed earth house be for two storeys
Is reverse osmosis or distillation cheaper to run for a village of 300 people
choose between a buck converter and LDO for 12V to 3.3V at 400mA
The vibration spectrum of the fan shows a peak at twice the running speed. misalignment?
how did the romans build aqueducts with such constant slope
can you explain the difference between stress and strain but for rubber bands
Ladder logic: motor must stop if either door opens and only restart after reset. sketch it
"""
