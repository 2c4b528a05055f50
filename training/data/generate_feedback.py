"""Writes feedback.train.jsonl: user turns after an assistant's answer, and new requests."""

from __future__ import annotations

import random
from collections.abc import Iterator

from generate_common import SEED, Row, read_blocks, row, with_typo, write

ENGLISH = r"""
@satisfied
that fixed it, cheers
omg yes. exactly what I was after
perfect, pasting it straight into the report
It runs now! You saved my afternoon.
brilliant, my boss loved the draft
ok that makes total sense now
great stuff, no further questions
you nailed the tone, sending it
Works like a charm on the first try
lovely lovely, thank you, bye for now
nice one
Tested it with all three files and the totals match. Thank you!
yep that's the one
10/10
oh that's clever, I would never have thought of the window function
That's me sorted for tonight. Have a good evening
my daughter understood it straight away, thanks for the pizza example
awesome explanation tbh
👍
Good enough for me, shipping it
finally somebody who explains it clearly
so helpful, really
you're a lifesaver
Thanks, that clears it up.
sweet, done
Sounds good, I'll go with the second option then
the recipe came out amazing btw
Confirmed with the manual, you were right about the jumper
ahh now the proof clicks
much better than what I had, keeping it
Well done, that's a very balanced summary
appreciate it!!
This is precisely the format the client asked for, thank you.
no more errors, build is green
love it
That answers my question, I can take it from here
cool cool thx
I read it to grandma and she cried (in a good way). thank you
Right, got it, that explains the weird dip in March.
excellent. closing the ticket
I was sceptical but the numbers check out, good job
fantastic, exactly the right length too
ty ty ty
Yes! The regex matches everything and nothing else.
grateful for the patience, it's working
this is gold
That'll do nicely
okay great, that was the missing piece
Very good, thanks for the quick help
you got it, that's the song I meant!
happy with this version
it compiles and the tests pass, many thanks
Super, vielen Dank aus Bern, all sorted
I printed it and hung it over my desk. thanks!
That was the clearest answer I've had on this all week
solid
it did the trick
no notes, this is good to go
Thanks, I think we're done here
best explanation of monads i've read lol, thank you
@need_clarification
I don't follow step three, where does the 4 come from
idempotent? as in...?
sorry, lost me at the second paragraph
can you break that down more
huh?
Could you explain the part about the escrow account again, slower?
why do we divide by n-1 and not n here
what's the "hot path" you keep mentioning
So do I put that in the config or in the code? unclear
explain like I'm 12
which file are you talking about
I'm still confused about which of the two forms I have to send
meaning what exactly?
can you elaborate on the last point
Hang on, is that before or after tax?
an example would help me, I don't see it yet
what does that acronym stand for
how did you get from line 2 to line 3
I got the first half but not why the loop ends
now the same in plain english for us non lawyers
Not sure I understand, do you mean the left valve or the right one?
wait so should I take it with food or not
Could you walk me through that with actual numbers?
who is 'they' in your answer
Is the second command to be run on my machine or on the server?
the diagram part went over my head
what would that look like in practice
Define 'material breach', please, you used it twice.
hmm I don't quite get what the middleware does there
when you say soon, hours or days?
can you spell out the reasoning, I only see the result
Is that the same thing as what you called a token earlier?
I need more detail on how to unscrew the panel
what's the difference between those two options you gave
um, too technical for me, simpler?
Why though?
you lost me with the matrix stuff
And how does that help with the noise?
Please clarify: does "we" mean the tenant and the landlord both?
tell me more about the third bullet
how exactly do i do that on a phone
so... is it a yes or a no?
what is that flag for? -p
I've read it three times and still can't tell which one pays the fee
could you say where that number comes from
Can you expand on why it's risky
which version does that apply to
does 'cold start' mean the car or the server here
Not clear to me what happens if the payment fails halfway
what's a good analogy for that?
Sorry, English isn't my first language - could you use easier words?
where do I click though
I thought we multiply there. Why add?
go on, I need a bit more on the timeline
what do the colours in your table stand for
okay but what does that mean for me as a renter
one thing I'm missing: who signs first?
can you show the intermediate steps
the bit after the comma, what does it do
And by threshold you mean...?
@wrong_answer
no, 17 times 24 isn't 398
that's not right, the capital moved years ago
It still throws the same exception
you made that citation up, the paper doesn't exist
nope
This doesn't compile: missing bracket on line 9
Wrong. The treaty was signed in the spring, not in November.
you ignored half of my question
I said no nuts and there's almond flour in it
the sum in row 4 doesn't add up
Incorrect, try again
are you sure? my textbook says the opposite
that function was removed two versions ago
You mixed up the two brothers, it was Jakob who wrote it
that's the answer to a different question
the link you gave is dead and the author's name is off too
not even close
i tried it and now the app crashes on start
You counted the letter twice, there are three r's
hm the date can't be right, she was born after that
this is literally the opposite of what the law says
your code deletes the header row!!
That's the wrong Springfield.
no no no, I asked for kilometres and those are miles
bad answer, the dosage is off by ten
Please check again, 2023 wasn't a leap year
The translation says 'embarrassed', but embarazada means pregnant.
doesn't work
It printed None instead of the list
you contradicted yourself: first you said yes then no
I checked with my accountant and that's false
that isn't what the chart shows, look at the axis
Still broken after your fix.
You hallucinated a method, there is no .sortBy on Map
the haiku has 6 syllables in line one
mistake in your second equation, sign flipped
This is not what I asked. I asked about the 1990 film.
Pluto isn't a planet any more, fix your list
u forgot the where clause and it updated everything
actually it's spelled with two n's
That's outdated, the fee went up last year
the third bullet is just untrue
wrong person, he never played for them
Your answer fails for negative numbers
the email you drafted calls her Mr., she's a woman
I don't think that's accurate, whales are mammals
404, that page never existed
the recipe burned at that temperature, 250 can't be correct
You misread me: the discount applies before shipping
that SQL returns duplicates
fail. regex also matches empty string
You said Tuesday but the 14th is a Friday
the quote isn't by Einstein
false, tomatoes are botanically fruit
No. That's his older album.
seriously? that's 11 words, i asked for ten
I followed your steps and it's worse than before
there's an error in what you wrote about the valve
This can't be true, the river flows north
the answer key says B
@want_different
give me another one
it needs to fit on a postcard, trim it
something less formal please
not that one, a different recipe
ok but in Java instead
hmm. brainstorm a bit more, none of these
Could you write it as a table rather than a list
I'd prefer a vegetarian version
too cheesy, try a drier tone
do it without the emojis
next suggestion pls
Is there a cheaper alternative?
make the villain a woman and set it in Lagos
rewrite it in the first person
what else is up your sleeve
let's try a different approach, without libraries
same but for two people
I'd rather fly in the morning, other options?
more playful!
turn it into a haiku instead
Can I see three variations of that slogan
not really my style, show me something darker
could you do it in British spelling
Nah. Something with more oomph.
swap the intro and the conclusion
I've already seen that movie, another?
keep the content, lose the bullet points
half as long, twice as funny
a version for kids would be better
make the function async
Could we go with blue tones and not red?
less salesy pls
can it be solved without calculus
Different name, that one's taken
ok now as an email rather than a text message
I don't fancy pasta, what about rice?
give it a happier ending
use bash, I don't have python there
Other hotels, closer to the station?
try again but rhyme every second line
I want the long version
Change the hero's job, detectives are overdone
could you order it by price and not by name
a second opinion, from the perspective of a nurse
not bad, but could it sound more like me? I'm blunt
one more, but about autumn
Drop the last paragraph and add a joke
Another way to prove it? Geometrically maybe.
simpler vocabulary and bigger headings please
can you redo this with metric units
show me alternatives for the second day, it might rain
hoped for a look that is more 2020s
mix it up, these all start with 'Imagine'
how about a podcast and not a book
regenerate
instead of sunday make everything fit into saturday
something for a beginner, that workout is too tough
Switch the setting to space.
let me have a version with no dairy
could the chart be a bar chart instead
@none
Explain again and again: is that an anaphora? give me more such figures of speech
what's wrong with my washing machine, it won't spin
Write a thank you note to my daughter's teacher
Another question: how far is Mars?
Which other languages use tones
my flight is delayed, what can I do at Frankfurt airport for 5 hours
what does 'wrong-footed' mean
Summarise the article below in three sentences.
Explain how vaccines work
I need thanksgiving dinner ideas for 12
Correct the mistakes in this sentence: He go to school yesterday
is it wrong to read my partner's messages
Draft an apology for sending the wrong invoice to a customer
how do I clarify butter
convert 30 fahrenheit
let's plan a trip to Norway
who sang the song that goes 'try again'
write a function that retries a request up to five times
fancier word for great?
Hi! I want to learn chess
what is the difference between a llama and an alpaca
How can I make my living room look different without spending money?
set up a study plan for the bar exam
Why do people say 'thanks a million'?
find all the errors in this code: for i in range(10) print(i)
translate 'that is not correct' into Japanese
who was wrong about the age of the earth, and how was it corrected
Can cats eat another cat's food
tell me about perfect numbers
what should I answer when my boss says 'good job'
my code prints wrong output for n=0, here it is: def f(n): return 10//n
Plan b for a rainy wedding?
What's an alternative to gelatine in cheesecake
next topic: taxes. do I need to declare gifts?
rewrite my cv summary: 10 years in retail, team lead
who invented the other telescope, the one with mirrors
What time does the sun set in June in Oslo
In my essay I say 'the model is never wrong'. Too strong?
Make a quiz on the solar system
pls explain the rules of cricket
how do I tell a colleague that his numbers are incorrect without hurting him
show me a regex for postcodes
I have a rash on my arm since yesterday
List five satisfying jobs for introverts
compare nolan's movies
what happened on this day in 1969
help me decide between two phones
Thanks to inflation my savings shrink. What are inflation-linked bonds?
is 'I don't understand' rude in German
Generate a password policy for a small firm
Why is my sourdough not right this time, it used to rise
what is a different word for different
how do you repeat a string n times in go
describe the plot of Hamlet in emojis
Now, moving to a new subject, what's a good beginner telescope?
can dogs see colours
Write a review for a hotel where nothing worked
make me a grocery list for tacos
population of Nairobi incl. suburbs
My teacher said my answer is wrong: 3/4 + 1/2 = 4/6. What do I learn from it?
create a survey that asks customers if they were satisfied
compose feedback for a junior dev whose pull request is confusing
book recommendation: something like Dune
"""

SPANISH = r"""
@satisfied
perfecto, muchas gracias
genial, ya funciona
justo lo que necesitaba
Excelente explicación, por fin lo entiendo
listo, con eso me basta
mil gracias, me salvaste
qué bien, enviado al cliente
ahora sí, todo claro
buenísimo
funcionó a la primera
me encanta cómo quedó
ok, gracias, eso es todo
¡Sí! Esa era la canción
los tests pasan, gracias crack
te quedó de lujo
resuelto, buen día
De acuerdo, uso la opción dos
muy útil, gracias
de diez
a mi jefe le gustó mucho
@need_clarification
no entendí el paso tres
¿qué quieres decir con idempotente?
¿me lo explicas más fácil?
¿cómo?
¿De dónde sale ese 4?
un ejemplo, porfa
¿Eso va en el servidor o en mi máquina?
me perdí en el segundo párrafo
¿podrías detallar el último punto?
no me queda claro quién firma primero
¿y por qué se divide entre n-1?
explícamelo como a un niño
¿Cuál de los dos archivos?
¿eso es antes o después de impuestos?
perdona, ¿qué significa esa sigla?
¿pero entonces sí o no?
más despacio por favor
¿dónde hago clic exactamente?
No veo cómo llegaste al resultado
¿a qué te refieres con "pronto"?
@wrong_answer
eso está mal
no, la capital no es esa
sigue dando el mismo error
Te equivocas, fue en 1992 y no en 1990
no te pedí eso
la suma no cuadra
ese libro no existe, te lo inventaste
el código no compila
has confundido a los dos hermanos
¿seguro? mi profe dice lo contrario
dije sin nueces y le pusiste almendras
incorrecto, revisa
La traducción está mal
esa función ya no existe
los datos son viejos
pedí kilómetros, no millas
te contradices
ese no es el autor
la fecha no puede ser
no respondiste a mi pregunta
@want_different
dame otra opción
más corto por favor
¿y en Java?
algo menos formal
otra receta, sin carne
prefiero una tabla
no me convence, prueba otro tono
¿algo más barato?
hazlo sin emojis
cambia el final
quiero tres variantes
mejor en primera persona
otro nombre, ese ya existe
¿qué más tienes?
una versión para niños
que rime
en vez de domingo, sábado
sin librerías externas
más gracioso
otro hotel más cerca del centro
@none
¿qué le pasa a mi lavadora que no centrifuga?
escribe una nota de agradecimiento para la profe
explica cómo funcionan las vacunas
¿Cuál es la otra capital de Bolivia?
corrige los errores: "yo a ido al cine"
traduce "eso está mal" al inglés
hola, quiero aprender ajedrez
receta de croquetas
¿es malo dormir con calcetines?
resume este texto en dos frases
qué significa "equivocarse de medio a medio"
planifica un viaje a Perú
¿cuánto mide el Aconcagua?
dime un sinónimo de gracias
haz un plan de estudio
una función que reintente cinco veces
¿cómo le digo a un compañero que se equivocó?
quién inventó el teléfono
recomiéndame un libro parecido a Dune
convierte 30 grados Fahrenheit
"""

FRENCH = r"""
@satisfied
parfait merci
nickel, ça marche
exactement ce que je voulais
Super explication, j'ai enfin compris
top, je l'envoie
merci beaucoup, bonne soirée
c'est tout bon pour moi
génial
ah oui c'était ça !
ça compile, merci
impeccable
j'adore le ton
mon chef est ravi
très clair, merci
tu me sauves
ok ça me va
réglé
bravo, rien à redire
les chiffres collent, merci
cool merci
@need_clarification
j'ai pas compris l'étape 3
tu veux dire quoi par idempotent ?
plus simple stp
hein ?
D'où vient le 4 ?
un exemple peut-être ?
Pouvez-vous préciser le dernier point ?
c'est quel fichier ?
avant ou après impôts ?
je suis perdu au deuxième paragraphe
pourquoi on divise par n-1 ?
que signifie ce sigle
donc c'est oui ou non ?
je clique où exactement
détaille le calcul
Qui est "ils" dans ta réponse ?
explique comme à un enfant
Je ne vois pas le lien avec le bruit
ça se lance sur le serveur ou chez moi ?
qu'entends-tu par bientôt ?
@wrong_answer
c'est faux
non, ce n'est pas la bonne capitale
toujours la même erreur
Tu te trompes, c'était en 1992
ce n'est pas ma question
le total est faux
ce livre n'existe pas, tu l'as inventé
le code ne compile pas
vous confondez les deux frères
t'es sûr ? mon prof dit le contraire
j'ai dit sans noix !
mauvaise traduction
cette fonction a été supprimée
ce n'est plus à jour
je voulais des kilomètres, pas des miles
tu te contredis
mauvais auteur
la date est impossible
le lien est mort
incorrect, vérifie
@want_different
une autre idée ?
plus court stp
et en Java ?
moins formel
une recette sans viande plutôt
fais-en un tableau
bof, essaie un autre ton
moins cher ?
sans emojis
change la fin
trois variantes svp
à la première personne plutôt
ce nom est pris, un autre
quoi d'autre ?
version pour enfants
fais rimer
samedi au lieu de dimanche
sans bibliothèque externe
plus drôle
un hôtel plus près de la gare
@none
pourquoi ma machine n'essore plus ?
écris un mot de remerciement pour la maîtresse
explique les vaccins
quelle autre ville a accueilli les Jeux ?
corrige : "je suis été au cinéma"
traduis "c'est faux" en anglais
bonjour, je veux apprendre les échecs
recette de quiche
est-ce mal de lire les messages de son conjoint
résume ce texte en deux phrases
que veut dire "à tort et à travers"
organise un voyage en Norvège
hauteur du Mont Blanc
un synonyme de merci
fais-moi un planning de révisions
une fonction qui réessaie cinq fois
comment dire à un collègue qu'il s'est trompé ?
qui a inventé le cinéma
un livre dans le genre de Dune
convertis 30 degrés Fahrenheit
"""

GERMAN = r"""
@satisfied
perfekt, danke
läuft jetzt, super
genau das hab ich gesucht
Endlich verstanden, tolle Erklärung!
passt, schick ich so raus
vielen Dank, schönen Abend
alles klar, mehr brauche ich nicht
spitze
ja genau, das war das Lied
baut und Tests grün, danke
einwandfrei
der Ton ist super getroffen
mein Chef ist begeistert
sehr hilfreich
du rettest mir den Tag
okay, nehme Variante zwei
erledigt, merci
top, nichts zu meckern
die Zahlen stimmen, danke
klasse gemacht
@need_clarification
Schritt drei versteh ich nicht
was meinst du mit idempotent?
geht das auch einfacher erklärt?
hä?
Wo kommt die 4 her?
hast du ein beispiel dazu
Könnten Sie den letzten Punkt näher ausführen?
welche datei meinst du
vor oder nach Steuern?
beim zweiten Absatz bin ich raus
warum teilt man durch n-1
wofür steht die abkürzung
also ja oder nein?
wo klick ich da genau
zeig mir den rechenweg
Wer ist mit "sie" gemeint?
erklär's wie für ein kind
und was heißt das jetzt für mich als mieter
läuft das auf dem server oder bei mir?
was heißt bald, stunden oder tage
@wrong_answer
das stimmt nicht
nein, das ist nicht die hauptstadt
immer noch derselbe fehler
Falsch, das war 1992
danach hab ich nicht gefragt
die summe geht nicht auf
das buch gibt es nicht, hast du erfunden
code kompiliert nicht
du verwechselst die beiden brüder
sicher? im lehrbuch steht das gegenteil
ich sagte ohne nüsse
falsch übersetzt
die funktion gibt es nicht mehr
veraltet, die gebühr ist gestiegen
ich wollte kilometer, keine meilen
du widersprichst dir
das ist der falsche autor
das datum kann nicht sein
Der Link ist tot
nee, rechne nochmal nach
@want_different
gib mir noch eine andere idee
kürzer bitte
und in Java?
weniger förmlich
lieber was ohne fleisch
mach eine tabelle draus
hm, anderer ton bitte
gibts was günstigeres
ohne emojis
anderes ende bitte
drei varianten davon
lieber in der ich-form
der name ist vergeben, neuer vorschlag
was hast du sonst noch
eine version für kinder
soll sich reimen
samstag statt sonntag
ohne externe bibliothek
witziger
ein hotel näher am bahnhof
@none
warum schleudert meine waschmaschine nicht mehr
schreib eine dankeskarte an die lehrerin
erkläre wie impfungen wirken
welche anderen länder fahren links
korrigiere: "ich bin gegangt"
übersetze "das ist falsch" ins englische
hallo, ich will schach lernen
rezept für kartoffelsuppe
ist es falsch, die nachrichten des partners zu lesen
fass den text in zwei sätzen zusammen
was bedeutet "auf dem holzweg sein"
plane eine reise nach norwegen
wie hoch ist die zugspitze
synonym für danke
lernplan für die abschlussprüfung
funktion, die fünfmal wiederholt
wie sage ich einem kollegen, dass er sich geirrt hat
wer erfand das fahrrad
buch ähnlich wie dune gesucht
30 fahrenheit in celsius
"""

PORTUGUESE = r"""
@satisfied
perfeito, valeu
funcionou, obrigado
era isso mesmo que eu queria
Ótima explicação, agora entendi
show, já mandei
muito obrigada, boa noite
é só isso, valeu
massa
isso, era essa música!
compilou e passou nos testes
ficou lindo
adorei o tom
meu chefe amou
ajudou demais
salvou meu dia
ok, vou na opção dois
resolvido
nota dez
os números batem, obrigado
top
@need_clarification
não entendi o passo três
o que é idempotente?
explica mais fácil?
hã?
De onde veio esse 4?
me dá um exemplo
Pode detalhar o último ponto?
qual arquivo você tá falando
antes ou depois do imposto?
me perdi no segundo parágrafo
por que divide por n-1
o que significa essa sigla
então é sim ou não?
clico onde?
mostra o passo a passo da conta
quem são "eles" na resposta
explica como se eu tivesse dez anos
e o que isso muda pra mim que alugo
rodo isso no servidor ou no meu pc?
logo quando, horas ou dias?
@wrong_answer
tá errado
não, a capital não é essa
continua dando o mesmo erro
Errado, foi em 1992
não foi isso que perguntei
a soma não bate
esse livro não existe, você inventou
não compila
você trocou os irmãos
tem certeza? meu professor diz o contrário
falei sem nozes
tradução errada
essa função nem existe mais
isso tá desatualizado
pedi quilômetros e não milhas
você se contradisse
o autor não é esse
essa data é impossível
o link não abre
não, confere de novo
@want_different
me dá outra ideia
mais curto
e em Java?
menos formal por favor
uma receita sem carne
faz em tabela
hum, tenta outro tom
tem mais barato?
sem emoji
muda o final
quero três variações
melhor na primeira pessoa
esse nome já existe, outro
o que mais você tem
versão pra criança
faz rimar
sábado em vez de domingo
sem biblioteca externa
mais engraçado
hotel mais perto do metrô
@none
por que minha máquina não centrifuga?
escreve um bilhete de agradecimento pra professora
explica como funciona a vacina
que outros países falam português
corrige: "nós foi no cinema"
traduz "isso está errado" pro inglês
oi, quero aprender xadrez
receita de pão de queijo
é errado ler mensagem do namorado?
resume esse texto em duas frases
o que quer dizer "meter os pés pelas mãos"
planeja uma viagem pra Noruega
altura do Pico da Neblina
sinônimo de obrigado
plano de estudos pro enem
função que tenta cinco vezes
como digo pro colega que ele errou
quem inventou o avião
livro parecido com Duna
30 fahrenheit em celsius
"""

CHINESE = r"""
@satisfied
太好了,谢谢
可以了,跑通了
就是我要的
讲得真清楚,终于懂了
完美,直接发给客户了
没别的问题了,辛苦
对对对就是这首歌
测试全过了,感谢
666太强了
语气刚刚好
老板很满意
帮大忙了
好的,那我选第二个
搞定
数字对上了,谢谢
很棒,收下了
谢谢,今天就到这里
比我写的好多了
一次就成功了
满分
@need_clarification
第三步没看懂
幂等是什么意思
能说简单点吗
啊?
这个4是哪来的
举个例子呗
最后一点能展开讲讲吗
你说的是哪个文件
税前还是税后?
第二段我就晕了
为什么除以n-1
这个缩写代表什么
所以到底是还是不是
具体点哪里?
能写出中间步骤吗
你说的“他们”是谁
当我是小学生再讲一遍
这对我这个租客意味着什么
命令在服务器上跑还是本地跑
“很快”是几小时还是几天
@wrong_answer
不对吧
首都不是这个
还是同样的报错
错了,是1992年的事
答非所问
总数加起来不对
这本书根本不存在,你编的
编译不过
你把两兄弟搞混了
你确定?课本上写的相反
我说了不要坚果
翻译错了
这个函数早就删了
信息过时了
我要公里不是英里
你前后矛盾
作者不是他
这日期不可能
链接打不开
再算一遍,结果有误
@want_different
换一个
短一点
用Java写呢
别那么正式
来个素的菜谱
改成表格
语气换一下
有没有便宜点的
不要表情
换个结局
给我三个版本
用第一人称写
名字被注册了,再想一个
还有别的吗
写个儿童版
要押韵
周日改成周六
不要用第三方库
再搞笑一点
换个离车站近的酒店
@none
洗衣机不脱水是哪里出了问题
给老师写一封感谢信
解释一下疫苗的原理
还有哪些国家靠左行驶
改病句:我昨天去了电影院看电影了
“你错了”用英语怎么说
你好,我想学围棋
红烧肉怎么做
看对象手机是不是不对
把下面这段话总结成两句
“将错就错”是什么意思
帮我计划去挪威旅行
珠峰多高
谢谢的近义词
给我做个考研复习计划
写个失败重试五次的函数
怎么委婉地告诉同事他算错了
谁发明了活字印刷
推荐一本类似三体的书
30华氏度是多少摄氏度
"""

JAPANESE = r"""
@satisfied
完璧です、ありがとう
動いた!助かりました
まさにこれです
やっとわかった、説明うまいね
このまま送ります
もう大丈夫です、お疲れさま
そうそうこの曲
テスト全部通りました
最高
ちょうどいい文体です
上司に褒められました
めっちゃ助かった
じゃあ二番目でいきます
解決しました
数字合ってた、感謝
いいね、採用
今日はここまで、ありがとうございました
自分で書くよりずっと良い
一発で動きました
満点
@need_clarification
ステップ3がわからない
冪等ってどういう意味?
もう少し簡単に言って
え?
その4はどこから来たの
例を挙げてもらえますか
最後の点を詳しくお願いします
どのファイルのこと?
税込み?税抜き?
二段落目で迷子になった
なぜn-1で割るんですか
その略語は何の略
結局イエスなのノーなの
どこを押せばいいの
途中式を見せて
「彼ら」って誰のこと
小学生にもわかるように説明して
借りている側にはどう影響するの
サーバーで実行?手元で実行?
「すぐ」って何時間?何日?
@wrong_answer
違います
首都はそこじゃないよ
まだ同じエラーが出る
間違い、それは1992年です
聞いたことに答えてない
合計が合わない
その本は存在しません
コンパイル通らないんだけど
兄弟を取り違えてる
本当に?教科書には逆のことが書いてある
ナッツ抜きって言ったのに
誤訳です
その関数はもう廃止されてる
情報が古い
マイルじゃなくてキロで頼んだ
さっきと言ってることが矛盾してる
作者が違う
その日付はありえない
リンク切れです
計算し直して、おかしいから
@want_different
別のをください
もっと短く
Javaでお願い
もう少しくだけた感じで
肉なしのレシピがいい
表にしてください
なんか違う、トーンを変えて
もっと安いのは?
絵文字なしで
結末を変えて
三パターン欲しい
一人称で書き直して
その名前は使われてた、他の案
他にない?
子ども向けにして
韻を踏んで
日曜じゃなくて土曜で
外部ライブラリなしで
もっと面白く
駅に近いホテルがいい
@none
洗濯機が脱水しない原因は?
先生へのお礼の手紙を書いて
ワクチンの仕組みを説明して
他に左側通行の国は
「私は映画を行きました」を直して
「それは違います」を英語で
こんにちは、将棋を習いたい
肉じゃがの作り方
恋人のスマホを見るのは間違ってる?
この文章を二文で要約して
「間違いだらけ」の使い方
ノルウェー旅行の計画
富士山の高さ
ありがとうの言い換え
受験の勉強計画を作って
五回まで再試行する関数
同僚にミスをどう伝える?
電話を発明したのは誰
三体みたいな本教えて
華氏30度は摂氏で何度ですか
"""

KOREAN = r"""
@satisfied
완벽해요 감사합니다
이제 돼요!
딱 이거예요
설명 최고, 드디어 이해했어요
그대로 보낼게요
더 물어볼 거 없어요 수고하세요
맞아 그 노래야
테스트 다 통과했어요
굿
말투가 딱 좋네요
팀장님이 좋아하셨어요
진짜 도움 많이 됐어요
그럼 2번으로 할게요
해결됐습니다
숫자가 맞네요 고마워요
좋아요 채택
오늘은 여기까지, 고마워
제가 쓴 것보다 훨씬 나아요
한 번에 성공
만점
@need_clarification
3단계가 이해가 안 가요
멱등이 무슨 뜻이에요?
좀 더 쉽게 말해줘
네?
그 4는 어디서 나온 거예요
예시 하나만요
마지막 부분 자세히 부탁해요
어느 파일 말하는 거야
세전이에요 세후예요?
두 번째 문단부터 헷갈려요
왜 n-1로 나누죠
그 약자는 뭐의 약자야
그래서 된다는 거야 안 된다는 거야
정확히 어디를 눌러요
중간 과정 보여줘
'그들'이 누구예요
초등학생한테 하듯이 다시
세입자인 저한테는 무슨 의미죠
서버에서 실행해요 제 컴퓨터에서 해요?
곧이라면 몇 시간인가요
@wrong_answer
틀렸어요
수도는 거기가 아니에요
아직도 같은 에러 나요
아니야 1992년이야
물어본 거랑 다른 답인데
합계가 안 맞아
그런 책 없어요 지어낸 거죠
컴파일이 안 돼요
형제를 헷갈렸네요
확실해요? 교과서엔 반대로 나와요
견과류 빼달라고 했잖아
번역이 잘못됐어요
그 함수는 없어졌어요
옛날 정보예요
마일 말고 킬로미터라니까
앞뒤가 안 맞아요
저자가 달라요
그 날짜는 말이 안 돼
링크가 깨졌어요
다시 계산해봐 이상해
@want_different
다른 거 줘
더 짧게
자바로 해줘
덜 딱딱하게요
고기 없는 레시피로
표로 바꿔주세요
음 톤을 바꿔봐
더 싼 건 없나요
이모지 빼고
결말을 바꿔줘
세 가지 버전으로
1인칭으로 다시
그 이름 이미 있어요, 다른 거
또 뭐 있어?
어린이용으로
운율 맞춰서
일요일 말고 토요일로
외부 라이브러리 없이
더 웃기게
역에서 가까운 호텔로
@none
세탁기가 탈수가 안 되는데 뭐가 문제일까
선생님께 감사 편지 써줘
백신 원리 설명해줘
다른 좌측통행 나라는?
"나는 영화를 갔다" 고쳐줘
"그건 틀렸어"를 영어로
안녕하세요 바둑 배우고 싶어요
김치찌개 레시피
애인 폰 보는 게 잘못인가요
이 글 두 문장으로 요약
'틀리다'와 '다르다' 차이
노르웨이 여행 계획 짜줘
백두산 높이
감사의 비슷한 말
수능 공부 계획표
다섯 번 재시도하는 함수
동료에게 실수를 어떻게 말하죠
전화기는 누가 발명했어
듄 같은 책 추천
화씨 30도는 섭씨 몇 도
"""

RUSSIAN = r"""
@satisfied
отлично, спасибо
заработало!
именно то, что нужно
Наконец-то понял, прекрасное объяснение
супер, отправляю
больше вопросов нет, хорошего вечера
да, это та песня
тесты прошли, спасибо
класс
тон идеальный
начальник доволен
очень помогло
ок, беру второй вариант
решено
цифры сошлись, благодарю
годится
на сегодня всё, спасибо
лучше, чем было у меня
с первого раза работает
пять баллов
@need_clarification
не понял третий шаг
что значит идемпотентный?
можно попроще
а?
откуда взялась четвёрка
приведи пример
Поясните последний пункт
какой файл имеется в виду
до налога или после?
запутался на втором абзаце
почему делим на n-1
как расшифровывается это сокращение
так да или нет
куда именно нажимать
покажи промежуточные шаги
кто такие «они» в ответе
объясни как ребёнку
и что это значит для съёмщика
запускать на сервере или у себя?
скоро - это часы или дни
@wrong_answer
неверно
столица не эта
та же ошибка осталась
Нет, это было в 1992 году
я спрашивал не об этом
сумма не сходится
такой книги нет, ты её выдумал
не компилируется
ты перепутал братьев
точно? в учебнике наоборот
я же просил без орехов
перевод неправильный
этой функции давно нет
данные устарели
нужны километры, а не мили
ты сам себе противоречишь
автор не тот
дата невозможная
ссылка не работает
пересчитай, там ошибка
@want_different
давай другой вариант
покороче
а на java?
менее официально
лучше рецепт без мяса
сделай таблицей
не то, смени тон
есть подешевле?
без смайликов
поменяй концовку
три варианта пожалуйста
перепиши от первого лица
имя занято, придумай другое
что ещё есть
версию для детей
пусть рифмуется
суббота вместо воскресенья
без сторонних библиотек
посмешнее
отель поближе к вокзалу
@none
почему стиралка не отжимает
напиши благодарность учительнице
объясни как работают прививки
в каких ещё странах левостороннее движение
исправь ошибки: «я пошёл в кино вчера пойду»
переведи «это неправильно» на английский
привет, хочу научиться играть в шахматы
рецепт борща
плохо ли читать чужие сообщения
перескажи текст в двух предложениях
что значит «попасть впросак»
спланируй поездку в Норвегию
высота Эльбруса
синоним слова спасибо
план подготовки к егэ
функция с пятью повторами запроса
как сказать коллеге, что он ошибся
кто изобрёл радио
посоветуй книгу как дюна
30 по фаренгейту в цельсиях
"""

ARABIC = r"""
@satisfied
ممتاز شكرا
اشتغل الآن!
هذا بالضبط ما أردته
أخيرا فهمت، شرح رائع
رائع، سأرسله كما هو
لا أسئلة أخرى، يعطيك العافية
نعم هذه هي الأغنية
نجحت كل الاختبارات
تمام
الأسلوب مناسب جدا
مديري أعجبه النص
ساعدتني كثيرا
حسنا سأختار الثاني
انحلت المشكلة
الأرقام صحيحة، شكرا لك
جميل، اعتمدته
يكفي لليوم، شكرا
أفضل مما كتبته أنا
نجح من أول مرة
عشرة على عشرة
@need_clarification
لم أفهم الخطوة الثالثة
ماذا تقصد بهذا المصطلح؟
ممكن أبسط من هذا
نعم؟ ما فهمت
من أين جاءت الأربعة؟
أعطني مثالا
هل يمكنك توضيح النقطة الأخيرة؟
أي ملف تقصد
قبل الضريبة أم بعدها؟
ضعت في الفقرة الثانية
لماذا نقسم على n-1
ما معنى هذا الاختصار
يعني نعم أو لا؟
أين أضغط بالضبط
وضح خطوات الحل
من المقصود بكلمة هم
اشرحها كأني طفل
وماذا يعني ذلك لي كمستأجر
أشغله على الخادم أم على جهازي
قريبا يعني ساعات أم أيام؟
@wrong_answer
هذا خطأ
لا، العاصمة ليست هذه
ما زال نفس الخطأ يظهر
غير صحيح، كان ذلك عام 1992
لم أسأل عن هذا
المجموع غير مضبوط
هذا الكتاب غير موجود، اخترعته
الكود لا يعمل
خلطت بين الأخوين
هل أنت متأكد؟ الكتاب يقول العكس
قلت بدون مكسرات
الترجمة خاطئة
هذه الدالة حذفت
المعلومة قديمة
طلبت كيلومترات لا أميالا
أنت تناقض نفسك
ليس هذا هو المؤلف
التاريخ مستحيل
الرابط لا يفتح
أعد الحساب فيه غلط
@want_different
أعطني غيره
أقصر من فضلك
وبلغة جافا؟
أقل رسمية
وصفة بدون لحم
اجعلها جدولا
غير الأسلوب
هل يوجد أرخص؟
بدون رموز تعبيرية
غير النهاية
أريد ثلاث نسخ
اكتبها بصيغة المتكلم
الاسم مأخوذ، اقترح آخر
ماذا عندك أيضا
نسخة للأطفال
اجعلها مقفاة
السبت بدل الأحد
بدون مكتبات خارجية
أطرف قليلا
فندق أقرب إلى المحطة
@none
لماذا لا تعصر الغسالة؟
اكتب رسالة شكر للمعلمة
اشرح كيف تعمل اللقاحات
ما الدول الأخرى التي تقود على اليسار
صحح: ذهبت أنا إلى السينما غدا
ترجم "هذا خطأ" إلى الإنجليزية
مرحبا، أريد تعلم الشطرنج
طريقة عمل المقلوبة
هل من الخطأ قراءة رسائل الزوج
لخص النص في جملتين
ما معنى "جادة الصواب"
خطط لرحلة إلى النرويج
كم ارتفاع جبل طوبقال
مرادف كلمة شكرا
خطة مذاكرة للثانوية
دالة تعيد المحاولة خمس مرات
كيف أخبر زميلي أنه أخطأ؟
من اخترع الكاميرا
كتاب يشبه رواية كثيب
حول 30 فهرنهايت إلى مئوي
"""

HINDI = r"""
@satisfied
बढ़िया, धन्यवाद
अब चल गया!
बिल्कुल यही चाहिए था
आखिर समझ आ गया, मस्त समझाया
ऐसे ही भेज रहा हूँ
और कोई सवाल नहीं, शुक्रिया
हाँ यही गाना था
सारे टेस्ट पास हो गए
शानदार
टोन एकदम सही है
बॉस को बहुत पसंद आया
बहुत मदद हुई
ठीक है दूसरा वाला लेता हूँ
समस्या हल हो गई
हिसाब मिल गया, थैंक्यू
अच्छा है, रख लिया
आज के लिए इतना ही
मेरे लिखे से कहीं बेहतर
पहली बार में ही चल गया
दस में दस
@need_clarification
तीसरा स्टेप समझ नहीं आया
इसका मतलब क्या है?
थोड़ा आसान भाषा में
क्या?
ये 4 कहाँ से आया
एक उदाहरण दो
आखिरी बात विस्तार से बताइए
कौन सी फाइल की बात कर रहे हो
टैक्स से पहले या बाद में?
दूसरे पैराग्राफ में खो गया
n-1 से भाग क्यों देते हैं
इसका पूरा नाम क्या है
तो हाँ या ना?
क्लिक कहाँ करना है
बीच के स्टेप दिखाओ
यहाँ 'वे' कौन हैं
बच्चे की तरह समझाओ
किराएदार के लिए इसका क्या मतलब
सर्वर पर चलाऊँ या अपने कंप्यूटर पर?
जल्दी मतलब घंटे या दिन
@wrong_answer
ये गलत है
नहीं, राजधानी ये नहीं है
अभी भी वही एरर आ रहा है
गलत, ये 1992 की बात है
मैंने ये नहीं पूछा था
जोड़ सही नहीं है
ऐसी कोई किताब नहीं है, बना दी तुमने
कोड कंपाइल नहीं हो रहा
दोनों भाइयों को मिला दिया
पक्का? किताब में उल्टा लिखा है
मैंने कहा था बिना मेवे के
अनुवाद गलत है
वो फंक्शन हटा दिया गया है
जानकारी पुरानी है
मील नहीं किलोमीटर चाहिए थे
अपनी ही बात काट रहे हो
लेखक ये नहीं है
ये तारीख हो ही नहीं सकती
लिंक नहीं खुल रहा
फिर से जोड़ो, गलती है
@want_different
कोई और बताओ
छोटा करो
जावा में लिखो
थोड़ा कम औपचारिक
बिना मांस वाली रेसिपी
टेबल बना दो
टोन बदलो
इससे सस्ता कुछ है?
इमोजी हटा दो
अंत बदल दो
तीन अलग वर्जन दो
इसे मैं वाली शैली में लिखो
ये नाम ले लिया गया है, दूसरा दो
और क्या है
बच्चों वाला वर्जन
तुकबंदी में
रविवार की जगह शनिवार
बिना बाहरी लाइब्रेरी के
और मजेदार
स्टेशन के पास वाला होटल
@none
वॉशिंग मशीन स्पिन क्यों नहीं कर रही
टीचर को धन्यवाद पत्र लिखो
टीका कैसे काम करता है समझाओ
और किन देशों में बाईं तरफ गाड़ी चलती है
सुधारो: मैं कल बाजार जाऊँगा था
"ये गलत है" अंग्रेजी में कैसे कहें
नमस्ते, शतरंज सीखना है
राजमा बनाने की विधि
क्या पार्टनर का फोन देखना गलत है
इस लेख का दो वाक्य में सार
"गलतफहमी" का अर्थ
नॉर्वे यात्रा की योजना
कंचनजंगा की ऊँचाई
धन्यवाद का पर्यायवाची
बोर्ड परीक्षा का टाइम टेबल बनाओ
पाँच बार कोशिश करने वाला फंक्शन
सहकर्मी को गलती कैसे बताऊँ
रेडियो किसने बनाया
ड्यून जैसी किताब बताओ
30 फारेनहाइट कितने सेल्सियस
"""

LANGUAGES = {
    "zh": CHINESE, "es": SPANISH, "fr": FRENCH, "de": GERMAN, "ja": JAPANESE,
    "ko": KOREAN, "pt": PORTUGUESE, "ru": RUSSIAN, "ar": ARABIC, "hi": HINDI,
}


def rows() -> Iterator[Row]:
    rng = random.Random(SEED + 1)
    english = read_blocks(ENGLISH)
    for label, text in english:
        yield row("feedback", text, label, "en", "feedback_seed")
    for label, text in english:
        if rng.random() < 0.5 and text.count(" ") > 2:
            yield row("feedback", with_typo(text, rng).lower().rstrip(".?!"), label, "en", "feedback_voice")
    for lang, block in LANGUAGES.items():
        for label, text in read_blocks(block):
            yield row("feedback", text, label, lang, "feedback_seed")


if __name__ == "__main__":
    write("feedback", rows())
