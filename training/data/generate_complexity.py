"""Writes complexity.train.jsonl: how strong a model the request needs, over everyday work."""

from __future__ import annotations

import random
from collections.abc import Iterator

from generate_common import SEED, Row, english_variant, read_blocks, row, write
from generate_more_languages import more

ENGLISH = r"""
@easy
morning! what day is it in 3 days if today is tuesday
spell 'necessary'
how many minutes in 2.5 hours
say thank you in Greek
what's 15% off 60
python: print numbers 1 to 10
is a tomato a fruit
shorten: I would like to ask you whether you could help me
what does brb mean
plural of cactus
html for a link please
how do i copy text on a mac
name three red fruits
write one sentence to wish a colleague a good weekend
boil an egg how long
capital of Peru
what rhymes with moon
convert 5 km to miles
fix: "their going home"
lowercase this: HELLO THERE
which is heavier, a kilo of feathers or a kilo of steel
list the days of the week in French
git command to see the current branch
12 * 12
a polite way to say no to a party
what's the opposite of generous
sql to get all rows from users
how many legs does a spider have
make this a question: you like tea
who wrote Hamlet
give me a synonym for happy but stronger
css to make text bold
round 3.14159 to two decimals
add a comma where needed: After lunch we left
emoji for celebration?
whats the time difference between london and paris
area of a 3 by 4 room
lights in the hall off pls
translate 'cat' to Italian
bash: list hidden files
does milk go in before or after, quick opinion
is 17 prime
how to spell the sound a dog makes
reply to 'see you at 8' with ok but nicer
sort a, c, b
what is html
chance of heads on a fair coin
title case this heading: seven ways to peel garlic
half of three quarters?
hello, who are you
remind me what RSVP stands for
how do I center text in Word
set volume to 30
one word for 'very tired'
next number: 2, 4, 6, 8
what colour do blue and yellow make
json with my name Ana and age 30
true or false in python: bool([])
which month has 28 days
pick a number between 1 and 5
@medium
plan a week of dinners for two, one vegetarian, max 40 minutes each, with a shopping list
write a function that merges two sorted lists, plus three tests
explain how mortgages work to a first time buyer in about 200 words
Rewrite my cv summary so it fits a marketing job: six years in retail, ran the shop's social media
A train leaves at 9:10 at 90 km/h, another at 9:40 at 120. When does it catch up?
compare renting and buying a car for someone who drives 8,000 km a year
Why does my SQL return duplicates when I join orders with payments? There can be several payments for an order.
itinerary for four days in Rome with a grandmother who can't walk far
write a 400 word short story with a twist about a lost key
Summarise the main arguments for and against remote work for our works council
how do I set up nginx as a reverse proxy for two node apps
solve the system 2x + 3y = 12, x - y = 1 and explain each step
Draft a complaint to the airline about a lost suitcase and cite what I should attach
regex for European phone numbers with optional country code
help me prepare for a talk with my boss about a raise, likely objections and replies
explain OAuth with a diagram in text
what's the best way to organise a household budget, categories and a sample month
Convert this callback code to async/await and keep the error handling
create a 6 week couch to 5k plan, three runs a week
probability that two people in a group of 10 share a birthday month
write the product page for a bamboo toothbrush, three sections
how to debug a memory leak in a node service, first steps
give me a lesson plan on fractions, 45 minutes, with a game
translate this recipe and convert the cups into grams
Explain the difference between REST and GraphQL, and when would a small team pick which
make a Gantt like list for a kitchen renovation in 8 weeks
why did the roman republic fall, 5 causes ranked
pandas: monthly mean per customer, then plot
write a wedding toast, 2 minutes, funny, mention the canoe accident
Analyse this poem's imagery in a paragraph: two birds on the wire, the wire hums
my sourdough is dense: 75% hydration, 4 h bulk, 21 C. what would you change
Excel: lookup the price by product and date range
derive the formula for compound interest and apply it to 2,000 at 3% over 5 years
outline a blog post on burnout for nurses with a hook and a call to action
compare three note taking apps by offline use, price and export
write a bash script that backs up a folder daily and keeps the last seven
how should i train a rescue dog that's afraid of men
Explain p-values to a marketing team with an A/B test
design a simple db schema for a library with loans and reservations
find the derivative of x^2 ln x and where it is zero
prepare 10 interview questions for a junior tester with model answers
turn meeting notes into minutes with decisions and owners
suggest a two-person workout without equipment and progress for a month
Write a react component for a star rating with keyboard support
what happens to my pension if I move from Spain to Germany, outline
describe photosynthesis at university entry level
Help me write rules for a flat share of five with chores and guests
estimate how much paint I need for 4 walls 5x2.6 m with two windows, two coats
negotiate by email: they offer 1800, I want 2200 for the logo package
dialogue in Spanish, level A2, at the pharmacy, with vocabulary list
unit conversion library: give me the API design for length and mass
explain the causes of inflation with two historic examples
a pricing table with three tiers for a podcast host
write a cover letter from my bullet points, one page
how do vaccines get approved, phase by phase
Optimise this loop that checks every pair for equality
clean up this dataset plan: missing ages, mixed date formats, duplicates
create a mnemonic and a quiz for the bones of the hand
scenario: customer wants a refund after 40 days. Draft two replies, strict and kind
dice game: expected gain if I win 5 on a six and lose 1 otherwise
@hard
Prove that every finite integral domain is a field and show where finiteness is used
Design a multi-region payment ledger with exactly-once semantics, conflict handling and an audit trail; discuss failure modes
find the race condition: two goroutines share a map guarded by an RWMutex but one upgrades the read lock. Then give a lock-free alternative and argue its correctness
Derive the Black-Scholes equation from a hedging argument and say which assumption breaks first in practice
Write a 1,500-word essay comparing Arendt and Foucault on power, with counter-arguments and quotations I could look up
Migrate a 2 million line COBOL batch system to services without downtime: produce a phased plan with risks, rollback and cost drivers
Show that the number of spanning trees of K_n is n^(n-2), by two different methods
Given this confounded observational study, propose an identification strategy, the estimand, and sensitivity analyses
implement a raft log replication in Rust with snapshotting, explain each invariant
Plan the relocation of a 300-bed hospital over one weekend, with contingency for power loss, critical patients and staffing law
Evaluate whether a carbon border tax is compatible with WTO law, arguing both sides with cases
Prove or disprove: every continuous injective map from R^2 to R is constant on some open set
I need a query planner for joins over 12 tables; compare dynamic programming, greedy and genetic search, and write the DP
Solve the Navier-Stokes equations for pulsatile flow in an elastic tube under the long wave approximation
Create a term sheet negotiation strategy for a down round with participating preferred, pay-to-play and two hostile investors
Write a compiler pass that does escape analysis for a small language with closures, and prove it's sound
differential diagnosis for a 34 year old with fever, eosinophilia, and pulmonary infiltrates after a trip, with a stepwise workup
Optimise a CUDA kernel for block sparse attention; reason on occupancy, shared memory banks and memory coalescing
Construct a sonnet cycle of five linked poems in which the last line of each opens the next and each hides an acrostic
Let f be entire with |f(z)| <= |z|^n for large z. Characterise f and give a full proof
Draft a data protection impact assessment for face recognition in stadiums under EU rules with mitigations
how would you detect and correct silent data corruption in a petabyte store, quantify the probabilities
Build a macro model of a small open economy with sticky prices, derive the Phillips curve and discuss the policy trilemma
Reconstruct the argument of Kant's transcendental deduction, B edition, premise by premise, and evaluate the weakest step
Schedule 40 nurses over 28 days with these rest rules and preferences; formulate as an integer program and give cuts
why does my distributed transaction deadlock only under clock skew? here are traces from three nodes, find the causal order
compute the fundamental group of the Klein bottle minus a point and justify by van Kampen
Write a novel outline with four unreliable narrators whose accounts contradict each other but yield one consistent solution
Estimate the effect of a minimum wage rise using synthetic control, code in R, check placebo and pre-trends
prove that the halting problem stays undecidable for programs with a single loop variable, or find the flaw
Design an RF front end for 28 GHz with link budget, noise figure cascade and thermal constraints
formalise this board game in PDDL and analyse its complexity class
Reverse the asymptotics: find all f with f(f(x)) = x^2 - 2 on [2, inf)
write a security proof sketch for a threshold signature scheme against adaptive corruption
Three suspects, each statement is half true; the times overlap; deduce who opened the safe and show uniqueness of the solution
propose a total synthesis of a bicyclic alkaloid with two stereocentres, discuss alternatives for the key step
refactor a god class of 6,000 lines into modules, keep behaviour, give the order of steps and characterisation tests
Compare Bayesian and frequentist designs for an adaptive trial with interim stopping, derive the type I error
How should a city of 2 million phase out gas heating by 2040? Grid, finance, equity, governance; with numbers
Build a type checker for a language with row polymorphism; inference rules and implementation
find the closed form of sum_{k} (-1)^k C(n,k) / (k+1)^2
Explain the measurement problem and critically compare four interpretations with respect to locality
write a persuasive brief to the constitutional court on data retention, anticipating the government's best points
A queue with impatient customers and batch arrivals: derive the stationary distribution and the abandonment rate
plan a two-year research programme on antibiotic resistance in rivers incl. sampling design, power, ethics and budget
Debug: results differ between x86 and ARM only with vectorisation on; explain memory models and find the likely UB
show that any tournament has a Hamiltonian path and count them modulo 2
architect a search engine for 5 billion documents with freshness below a minute, including ranking and cost model
restructure the debts of a company with three creditor classes; simulate outcomes under cramdown
Determine all integer solutions of x^2 + 7 = 2^n, with proof
translate this legal judgment from German into English and annotate doctrinal differences
invent a conlang with ergative alignment, phonology and a 200 word text with gloss
analyse the game: three firms, sequential entry, private costs; find the perfect Bayesian equilibria
control law for an underactuated double pendulum, with Lyapunov argument and region of attraction
forecast electricity prices hourly: features, model, leakage traps, evaluation and how to bid with it
Derive backpropagation through a differentiable ODE solver with constant memory
compare the historiography of the fall of Rome from Gibbon to today, schools and evidence
write an incremental parser with error recovery, guarantee O(log n) edits
prove the spectral theorem for compact self-adjoint operators
optimise a supply chain with 14 plants under demand uncertainty, two-stage stochastic program and its dual
"""

# One line a language: easy | medium | hard, items split by a semicolon.
OTHERS = r"""
@zh
12乘12等于多少; 秘鲁首都是哪; 用英语说谢谢
帮两个人安排一周晚餐并列购物清单; 写个合并有序数组的函数并加测试; 比较租车和买车
证明有限整环必为域; 设计跨区域支付账本并分析故障模式; 比较阿伦特与福柯的权力观并写长文
@es
cuánto es 12 por 12; capital de Perú; di gracias en griego
plan de cenas para dos con lista de compra; función que une dos listas ordenadas con tests; compara alquilar y comprar coche
demuestra que todo dominio íntegro finito es un cuerpo; diseña un libro contable multirregión con análisis de fallos; ensayo de 1500 palabras sobre Arendt y Foucault
@fr
combien font 12 fois 12; capitale du Pérou; dis merci en grec
une semaine de dîners pour deux avec liste de courses; fonction qui fusionne deux listes triées avec tests; louer ou acheter une voiture, compare
montre que tout anneau intègre fini est un corps; conçois un registre de paiements multirégion avec modes de panne; essai de 1500 mots sur Arendt et Foucault
@de
was ist 12 mal 12; hauptstadt von peru; danke auf griechisch
wochenplan abendessen für zwei samt einkaufsliste; funktion die zwei sortierte listen mischt, mit tests; auto mieten oder kaufen im vergleich
beweise dass jeder endliche integritätsbereich ein körper ist; entwirf ein zahlungsbuch über mehrere regionen mit fehleranalyse; essay mit 1500 wörtern zu arendt und foucault
@ja
12かける12は; ペルーの首都; ギリシャ語でありがとう
二人分の夕食一週間と買い物リスト; 整列済みリストを併合する関数とテスト; 車を借りるか買うか比較して
有限整域が体であることを証明せよ; 複数リージョンの決済台帳を設計し障害を分析して; アーレントとフーコーの権力論を長文で比較
@ko
12 곱하기 12는; 페루 수도; 그리스어로 고마워
2인 일주일 저녁 식단과 장보기 목록; 정렬된 리스트 병합 함수와 테스트; 차 렌트와 구매 비교
유한 정역이 체임을 증명하라; 다중 리전 결제 원장을 설계하고 장애를 분석해줘; 아렌트와 푸코의 권력론 비교 논문
@pt
quanto é 12 vezes 12; capital do Peru; obrigado em grego
jantares da semana pra dois com lista de compras; função que junta duas listas ordenadas com testes; alugar ou comprar carro, compara
prova que todo domínio de integridade finito é corpo; projeta um livro-razão multirregião com modos de falha; ensaio de 1500 palavras sobre Arendt e Foucault
@ru
сколько будет 12 на 12; столица перу; спасибо по-гречески
ужины на неделю для двоих и список покупок; функция слияния отсортированных списков с тестами; сравни аренду и покупку машины
докажи, что конечная область целостности - поле; спроектируй платёжный реестр на несколько регионов и разбери отказы; эссе на 1500 слов об арендт и фуко
@ar
كم يساوي 12 في 12; عاصمة بيرو; شكرا باليونانية
خطة عشاء لأسبوع لشخصين مع قائمة مشتريات; دالة تدمج قائمتين مرتبتين مع اختبارات; قارن بين استئجار سيارة وشرائها
أثبت أن كل حلقة تامة منتهية حقل; صمم سجل مدفوعات متعدد المناطق وحلل الأعطال; مقال من 1500 كلمة يقارن أرندت وفوكو
@hi
12 गुणा 12 कितना; पेरू की राजधानी; ग्रीक में धन्यवाद
दो लोगों के हफ्ते भर के खाने का प्लान और खरीदारी सूची; दो क्रमबद्ध सूचियाँ मिलाने वाला फंक्शन टेस्ट के साथ; कार किराये पर लें या खरीदें तुलना करो
सिद्ध करो कि हर परिमित पूर्णांकीय प्रांत क्षेत्र होता है; कई क्षेत्रों वाला भुगतान लेजर डिजाइन करो और विफलताओं का विश्लेषण करो; आरेंट और फूको पर 1500 शब्दों का निबंध
"""


def rows() -> Iterator[Row]:
    rng = random.Random(SEED + 5)
    english = read_blocks(ENGLISH)
    for label, text in english:
        yield row("complexity", text, label, "en", "complexity_seed")
    for label, text in english:
        if rng.random() < 0.5:
            yield row("complexity", english_variant(text, rng), label, "en", "complexity_voice")
    lines: dict[str, list[str]] = {}
    for lang, line in read_blocks(OTHERS):
        lines.setdefault(lang, []).append(line)
    for lang, (easy, medium, hard) in lines.items():
        for label, items in (("easy", easy), ("medium", medium), ("hard", hard)):
            for text in items.split("; "):
                yield row("complexity", text, label, lang, "complexity_seed")
    yield from more("complexity")


if __name__ == "__main__":
    write("complexity", rows())
