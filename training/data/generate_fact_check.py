"""Writes fact_check.train.jsonl: does a right answer rest on facts of the world that one can check?"""

from __future__ import annotations

import random
from collections.abc import Iterator

from generate_common import SEED, Row, english_variant, read_blocks, row, write
from generate_more_languages import more

ENGLISH = r"""
@fact_check_needed
Write a 300 word article about the sinking of the Vasa
which year did Iceland get its first female president
Summarise Marie Curie's life for a school poster
jar of honey from 2003 in the cellar, they say it lasts forever, correct?
draft a LinkedIn post on how the 2008 crash began, with the key dates
How many moons does Saturn have these days
who owns the Louvre
my uncle says the great wall is visible from space, right or wrong?
Give me a biography of Wangari Maathai in five bullets
Which countries have banned plastic bags completely?
what's the maximum daily dose of paracetamol for an adult
is the drinking age in Quebec 18?
Compose a speech for the anniversary of the moon landing and mention who was on board
Timeline of the Suez crisis pls
population of Jakarta vs Manila
when was the euro introduced as cash
List the last six winners of the Booker prize
does vitamin C shorten a cold according to studies
who wrote the theme of Twin Peaks
In which city is the Atomium and what was it built for
Can I bring honey into Australia?
what did the supreme court decide in Loving v. Virginia
tell me about the 1996 Everest disaster
Report on lithium mining in Chile: volumes, companies, conflicts
how far is it from Oslo to Bergen by train and how long
Are bananas radioactive
Write a wiki-style intro on the town of Cuenca in Ecuador
Vietnam's economy: size, growth, main exports
check this claim: Napoleon was unusually short
latest stable version of node?
How fast does a peregrine falcon dive
Explain what happened at Chernobyl, with times
which airline was the first to fly jets
who is the current UN secretary general
Write a newsletter paragraph about the history of our city, Ghent, with three dates
Is glyphosate banned in the EU
first ten amendments, one line each
Did Edison really invent the light bulb?
how tall was the tallest man on record
What did Kodak earn in its best year
poem about the Titanic that gets the date, the captain and the number of boats right
which Beatles album came before Revolver
what percent of the world speaks Spanish natively
who discovered insulin and did they get the Nobel
Is it illegal to collect rainwater in Colorado
symptoms of lyme disease after a bite
Make a quiz with ten questions on the French Revolution and the answers
how long do red blood cells live
compare Tesla's and BYD's sales last year
A caption for a photo of the Golden Gate Bridge saying when it opened
Which planet spins the slowest
were there really camels in the US army
what's the oldest university still running
Write a eulogy-style tribute to Pelé with his career numbers
started methotrexate, known side effects?
when do clocks change in Europe
who won the women's 100m in Tokyo
Is Pluto bigger than the Moon
official language in Andorra, catalan or spanish
My blog says the Eiffel tower was meant to stand only 20 years. Can I keep that?
the tax free allowance in the UK this year?
fun facts about axolotls for kids, real ones
Name the treaty that ended the Thirty Years' War
how was penicillin found
essay intro on the causes of the Dust Bowl
highest mountain in Africa, and who climbed it first
what does article 5 of NATO say
Did the inventor of the Segway die on one
Which vaccines are mandatory in Italy
How much co2 does a flight Berlin - New York emit
@no_fact_check_needed
Write a limerick about a lazy otter
fix the grammar: me and him goes to work
what should I name my sailboat
I feel lonely since I moved, can we talk
Rewrite this so it sounds more confident: I think maybe we could try
sort these numbers: 4, 19, 2, 8
write a js function that flattens an array
plan my sunday: gym, laundry, call mum, nap
do you like the rain
Translate 'the soup is too hot' into Dutch
continue the story: The door had not been there yesterday.
what's 48 / 6 + 3
brainstorm 10 slogans for a sock brand
Summarise the text below, nothing but what's in it: We met Ana, she liked the plan, launch in May.
pros and cons of telling my roommate the truth
rock paper scissors, go
make this email shorter: Dear all, I am writing to kindly inform you that lunch is at one.
act as a sarcastic toaster
turn the list into json: apples 3, pears 5
my regex (a|b)+ matches too much, help
how would you describe the smell of rain in a poem
pick a colour for my kitchen, white tiles, oak floor
should I text him back
wish my team good luck for the release, casual
write a fairy tale where the wolf is a lawyer
Draft a wedding invitation for Tom and Aylin
show that even plus even stays even
give me a tongue twister you made up
what would you do with a free afternoon
rename the variables in this snippet: int a = b * c;
I need a workout motivation quote, invent one
Set a timer for ten minutes
Opinion: is pineapple on pizza ok?
Write a cover letter, I worked in a bakery for six years and want to be a receptionist
count the words in: the cat sat on the mat
Make my bullet points parallel: running, to swim, bikes
describe an alien market in 100 words
solve 3x + 7 = 22
help me apologise to my sister for forgetting her recital
rhyme with orange-ish words, be creative
Convert this for loop into a list comprehension: for x in xs: ys.append(x*2)
roleplay a job interview for a barista
a haiku for my cat
how should I structure a diary
generate test data: 5 fake customers
say hello in the style of a pirate
which of these two sentences reads better? A: He ran fast. B: Fast he ran.
make up a holiday and its rituals
Thanks, see you tomorrow
bad day. say something silly
create a chore chart for three kids
invent a dialogue between salt and pepper
write unit tests for add(a, b)
write an acrostic of the name MIRA
outline my fantasy novel: exiled queen, talking river
tell me if this poem sounds sad: the leaves let go, I do not
think of a username with frog in it
reformat: 2024/3/9 -> 9 March 2024
your take on owning fewer things?
write a breakup text that's kind
compose a lullaby
Here are my expenses: 20, 35, 12. Average?
suggest a tone for a condolence card, then write it
swap hello and world in 'hello world'
give feedback on my haiku: snow on the mailbox / no letters for seven days / still I check it twice
make a riddle whose answer is 'shadow'
Write the pseudo code for a to-do app
what shall we play on a rainy day with two bored kids
imagine you're a mountain, what do you see
design a db schema for a library
"""

OTHERS = r"""
@zh fact_check_needed
写一篇关于泰坦尼克号沉没的文章
世界上最长的河是哪条
布洛芬一天最多吃多少
上一届诺贝尔文学奖是谁
查一下:蜂蜜真的不会坏吗
@zh no_fact_check_needed
写一首关于懒猫的打油诗
3x+7=22 求x
帮我给船起个名字
把这句话改得自信一点:我觉得也许可以
我今天有点难过
@es fact_check_needed
artículo sobre el hundimiento del Titanic
¿cuál es el río más largo del mundo?
dosis máxima diaria de ibuprofeno
quién ganó el último Nobel de literatura
¿es verdad que la miel no caduca?
@es no_fact_check_needed
un poema sobre un gato vago
resuelve 3x + 7 = 22
ponle nombre a mi barco
hazlo más seguro: creo que quizá podríamos
hoy estoy triste
@fr fact_check_needed
article sur le naufrage du Titanic
quel est le plus long fleuve du monde
dose maximale d'ibuprofène par jour
qui a eu le dernier Nobel de littérature
le miel se périme vraiment jamais ?
@fr no_fact_check_needed
un poème sur un chat paresseux
résous 3x + 7 = 22
trouve un nom pour mon bateau
rends ça plus assuré : je pense que peut-être
je suis triste aujourd'hui
@de fact_check_needed
artikel über den untergang der titanic
was ist der längste fluss der welt
höchstdosis ibuprofen pro tag
wer bekam den letzten literaturnobelpreis
stimmt es, dass honig nie schlecht wird
@de no_fact_check_needed
gedicht über einen faulen kater
löse 3x + 7 = 22
name für mein segelboot
mach das selbstbewusster: ich glaube, vielleicht könnten wir
bin heute traurig
@ja fact_check_needed
タイタニック号沈没について記事を書いて
世界一長い川はどこ
イブプロフェンの一日の上限は
去年のノーベル文学賞は誰
はちみつは腐らないって本当?
@ja no_fact_check_needed
怠け者の猫の詩を書いて
3x+7=22を解いて
ヨットの名前を考えて
もっと自信ある文に直して:できるかもしれません
今日はちょっと悲しい
@ko fact_check_needed
타이타닉 침몰에 대한 기사 써줘
세계에서 가장 긴 강은
이부프로펜 하루 최대 용량
작년 노벨 문학상 누구
꿀은 진짜 안 상해?
@ko no_fact_check_needed
게으른 고양이 시 써줘
3x+7=22 풀어줘
내 배 이름 지어줘
더 자신 있게 고쳐줘: 아마 될 것 같아요
오늘 좀 슬퍼
@pt fact_check_needed
artigo sobre o naufrágio do Titanic
qual é o maior rio do mundo
dose máxima de ibuprofeno por dia
quem ganhou o último Nobel de literatura
mel não estraga mesmo?
@pt no_fact_check_needed
poema sobre um gato preguiçoso
resolve 3x + 7 = 22
dá um nome pro meu barco
deixa mais confiante: acho que talvez dê
tô triste hoje
@ru fact_check_needed
статья о гибели титаника
какая река самая длинная
максимальная доза ибупрофена в сутки
кто получил последнюю нобелевку по литературе
правда, что мёд не портится?
@ru no_fact_check_needed
стих про ленивого кота
реши 3x + 7 = 22
придумай имя моей лодке
сделай увереннее: кажется, мы могли бы
мне сегодня грустно
@ar fact_check_needed
مقال عن غرق التايتانيك
ما أطول نهر في العالم
الجرعة القصوى من الإيبوبروفين يوميا
من فاز بآخر نوبل للأدب
هل صحيح أن العسل لا يفسد
@ar no_fact_check_needed
قصيدة عن قط كسول
حل 3x + 7 = 22
اقترح اسما لقاربي
اجعل الجملة أكثر ثقة: ربما نستطيع
أنا حزين اليوم
@hi fact_check_needed
टाइटैनिक डूबने पर लेख लिखो
दुनिया की सबसे लंबी नदी कौन सी है
आइबुप्रोफेन की अधिकतम रोज की खुराक
पिछला साहित्य नोबेल किसे मिला
क्या शहद कभी खराब नहीं होता
@hi no_fact_check_needed
आलसी बिल्ली पर कविता लिखो
3x + 7 = 22 हल करो
मेरी नाव का नाम सुझाओ
इसे आत्मविश्वास से लिखो: शायद हम कर सकें
आज मन उदास है
"""


def rows() -> Iterator[Row]:
    rng = random.Random(SEED + 4)
    english = read_blocks(ENGLISH)
    for label, text in english:
        yield row("fact_check", text, label, "en", "fact_check_seed")
    for label, text in english:
        if rng.random() < 0.5:
            yield row("fact_check", english_variant(text, rng), label, "en", "fact_check_voice")
    for header, text in read_blocks(OTHERS):
        lang, label = header.split(" ")
        yield row("fact_check", text, label, lang, "fact_check_seed")
    yield from more("fact_check")


if __name__ == "__main__":
    write("fact_check", rows())
