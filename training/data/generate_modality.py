"""Writes modality.train.jsonl: what the user wants back, text, an image, or both."""

from __future__ import annotations

import random
from collections.abc import Iterator

from generate_common import SEED, Row, english_variant, read_blocks, row, write
from generate_more_languages import more

ENGLISH = r"""
@both
A bedtime story for my 4 year old about a brave snail, with a picture for every scene
Write a report on our water use this quarter and put in a diagram of the pipes
I'm making a birthday card: cute hedgehog drawing plus a four-line verse
explain photosynthesis to 5th graders and draw the leaf with arrows
Recipe for borscht incl. a photo of how the plate should look
we need an instagram post for the bakery, caption and image both
can you do a comic strip of four panels with dialogue about procrastination
make me a poster for the school play, and the text for the programme too
Explain how a heat pump works and sketch the cycle next to it
Blog article on minimalist desks, header image please
Describe my D&D character's background and generate her portrait: half-elf, ex-smuggler, burn scar
teach me how to tie a bowline, step by step with illustrations
create a logo for 'Moth & Lamp' and tell me why you chose that shape
Landing page copy for a yoga studio plus a hero picture, calm colours
design a menu card for a taco truck: names, descriptions, little drawings
product sheet for our rucksack with specs and a rendered shot
Short fable about a fox and a router. Illustrated please.
Infographic about sleep: I need the facts and the finished graphic
Write a poem on autumn and paint a watercolour that goes with it
show what a mitochondrion looks like and explain its parts
flashcards for kitchen vocabulary in Italian, each word with a small picture
Give me three living room concepts. For each one paragraph and a visual.
A travel postcard from Mars! picture on front, message on back
I want a children's alphabet book, one animal image and one rhyme per letter, start with A to D
plot the idea as a mind map image and summarise it underneath
draw the floor plan of a tiny house & list what furniture fits where
An album cover for my folk EP and a press text of 100 words
sketch a free body diagram for a block on a slope and solve for the acceleration
tell the legend of the lighthouse, then show me the lighthouse
we're pitching tomorrow. slide text on our traction and a nice chart graphic
Make a wanted poster of my cat Biscuit with a funny list of crimes
how do I fold a paper crane? pictures would help a lot, with captions
write a museum label and produce an image of the imaginary artefact
Newsletter for the allotment club w/ a drawing of the new shed and a text about the harvest
a tarot card called The Intern: artwork and interpretation
Explain the water cycle. Include a labelled illustration.
Compose a love letter and decorate it with a drawn border of roses
picture of a dragon for my son and a little tale to go along
Wedding invitation: the wording, and the floral design
Could you storyboard a 30s ad for oat milk, frames drawn, voice-over written
character sheet with art for a retired pirate who bakes
I'd like a diagram of our login flow and two paragraphs that explain it to auditors
Compare gothic and baroque churches in a short text, with one example image each
Write the assembly instructions for a shelf and add drawings for the steps
An ad for a used bike: nice photo style image and honest description
make a zine page about mushrooms, half text half ink drawings
generate an avatar for our bot and a welcome message in its voice
what would a city on Venus be like? Describe it, then visualise it
Explain chess pins with board images
Create a meme about Mondays and explain to my grandma why it's funny
give me a t-shirt motif for our hiking group and three slogans
A fact sheet about otters that has an illustration at the top
turn this haiku into an image and write two more in the same mood: old pond, a frog leaps
draw a family tree of the Greek gods and add a line about each
a recipe card, visually pretty, for lemon tart
storybook: page 1 text + picture, page 2 text + picture, topic: first day of school
Can I get an annotated picture of a bicycle and an explanation of the gears?
Summarise the plot of my novel (heist in an opera house) and mock up a cover
a bilingual poster, German and English, about saving energy - text and layout image
Write an obituary for my houseplant with a solemn portrait of it
outfit ideas for a garden wedding, described and pictured
cartoon of two engineers arguing and a caption of max 10 words, plus explain the joke
Explain what happens in an eclipse with a drawing of sun, moon and earth
Marketing mail for spring sale and a banner to go on top
visual recipe: pictures for each stage, and the quantities written out
make a biography page of Ada Lovelace with an illustrated portrait
Guide to repotting succulents, include images of right and wrong
a board game: write the rules and design the board
my band needs a flyer image and a short bio
show and tell: a volcano cross section, and what each layer is called
Postmortem of yesterday's outage with a timeline graphic
Write a monologue of a robot gardener and render the scene
Draw the constellation Orion and tell its myth
Christmas card for clients: elegant picture, two warm sentences
make an illustrated glossary of sailing terms
describe three haircuts for curly hair and show each
Two paragraphs on art nouveau plus an original ornament in that style
explain recursion with a drawing of nested dolls
a one-page exposé of our flat with room descriptions and a staged image
packaging for a honey jar: label artwork and the text on the back
@image
draw a sleepy badger in a rowing boat, ink and wash
logo for a plumber called Otto, flat, blue
photo of a rainy tram stop at night, neon reflections, 35mm
can you make me a wallpaper with tiny lemons
a castle made out of bread
paint my imaginary friend: tall, stripes, holding an umbrella
I need an icon of a bell, monochrome, transparent background
render a mid-century living room with a green sofa
portrait of an old fisherman, chiaroscuro
generate a picture of two raccoons at a chess board
isometric coffee shop, pastel, lots of plants
show me what a cat with butterfly wings would look like
pixel art sword, 32x32
turn my idea into a picture: moon as a lamp over a desert road
Banner 1200x400 with mountains and fog, no text
tattoo design, small swallow, fine line
make an image where the sea is made of fabric
oil painting of a market in Marrakesh
character concept: moss golem, front and side view
a seamless pattern of foxes and pinecones
storm over wheat field, dramatic light, wide angle
sketch for a treehouse, pencil
I'd love a stained glass window of a hummingbird
album cover art, purple smoke, no letters
photorealistic astronaut riding a snail
colouring page for kids with a digger
Give me an aerial view of a floating village at dawn
draw my dog as a renaissance king, he's a beagle
low poly fox
create an illustration of a lonely vending machine in snow
poster art for a jazz night, saxophone silhouette
steampunk submarine cutaway
anime girl with freckles repairing a motorbike
make it rain cats in London, watercolour
emoji style avocado with sunglasses
a surreal staircase that leads into a lake
3d render of a glass chess set on marble
image pls: grandma skateboarding
fantasy map of an island with two volcanoes
vintage travel poster of the moon
macro shot of frost on a feather
graffiti of the word HOPE on bricks
knight with a ladle for a sword, comic style
visualise a library inside a whale
minimal line drawing of a hand holding a seed
sticker of a grumpy cloud
blueprint of a spaceship bakery
sunset but everything is made of paper
picture of a fox in a suit waiting for the bus
product mockup: white mug with a blue whale on it
@text
what is the rule of thirds in photography
write a prompt I can paste into an image generator, theme: haunted greenhouse
describe the painting you'd hang in a dentist's office, in words only
svg or png for a logo that gets printed on vans?
why do my photos come out blurry at night
explain this chart to me: sales up till May and then flat
How did Van Gogh paint the sky in his late works?
Alt text for a picture of two kids on a swing
photoshop: remove background without halo
my image upload returns 413, nginx
Is a picture really worth a thousand words? short essay
css to center an image in a div
who drew the first comic strip
draw conclusions from this survey: 60% yes, 30% no, rest unsure
paint a picture with words of an empty stadium. no image please
how do I draw hands better, exercises?
write python that resizes all pngs
render the list as markdown
illustrate with an example what moral hazard means
what does the diagram of a neuron usually include? just list the parts
Give me a picture of the current housing market in two paragraphs
how much should I charge for a logo design
sketch out a plan for my week
can you visualise... I mean can YOU see images?
rewrite: the photo show a man which is running
caption ideas for my beach selfie
name the colours that go with olive green
critique my drawing routine, 20 min of gestures daily
summarise the history of photography
What camera for under 500?
short story about a photographer, no illustrations
write an svg tutorial outline
what's the difference between a jpeg and a png
is ai art copyrightable
How do I get paint off a brick wall?
compose a review of the new art exhibition
poem about a painting that hates its frame
explain design thinking
figure of speech in 'all the world's a stage'?
graph theory: what's a bipartite graph
translate 'the picture hangs crooked' into Polish
how do graphic designers present a logo to clients
docker image vs container
mental image techniques for memory
draw up a rental contract for my garage
model answer for: describe a picture in the IELTS speaking test
table of planets with mass and radius
what is chiaroscuro
matplotlib: how do i label the axes
write dialogue between a brush and a canvas
"""

OTHERS = r"""
@zh both
写一个关于小蜗牛的睡前故事,每段配一张图
解释光合作用,并画一张示意图
帮我做张生日卡,要有画和四句诗
介绍红烧肉的做法,附成品图片
给面包店写条朋友圈文案,再配张图
@zh image
画一只在船上打瞌睡的獾
生成一张赛博朋克城市夜景
给水管工做个蓝色logo
来张下雨的站台照片风格图
画个戴墨镜的牛油果
@zh text
摄影里的三分法是什么
写一段给绘图模型用的提示词
为什么晚上拍照会糊
jpeg和png有啥区别
用文字描述一座空荡的体育场,不要图
@es both
Cuento corto sobre un caracol valiente con un dibujo por escena
explica la fotosíntesis y dibuja el esquema
tarjeta de cumpleaños: erizo dibujado y unos versos
receta de borsch con foto del plato
post para la panadería, texto e imagen
@es image
dibuja un tejón dormido en una barca
foto de una parada de tranvía bajo la lluvia
logo azul para un fontanero
un aguacate con gafas de sol
póster vintage de la luna
@es text
¿qué es la regla de los tercios?
escribe un prompt para un generador de imágenes
por qué mis fotos salen borrosas de noche
diferencia entre jpeg y png
describe con palabras un estadio vacío
@fr both
histoire d'un escargot courageux avec une image par scène
explique la photosynthèse et fais un schéma
carte d'anniversaire : hérisson dessiné et petit poème
recette du bortsch avec photo de l'assiette
post pour la boulangerie, légende et visuel
@fr image
dessine un blaireau endormi dans une barque
photo d'un arrêt de tram sous la pluie
logo bleu pour un plombier
un avocat avec des lunettes de soleil
affiche rétro de la lune
@fr text
c'est quoi la règle des tiers
écris un prompt pour un générateur d'images
pourquoi mes photos de nuit sont floues
différence entre jpeg et png
décris avec des mots un stade vide
@de both
Gutenachtgeschichte über eine mutige Schnecke, pro Szene ein Bild
erklär die Photosynthese und zeichne ein Schaubild dazu
Geburtstagskarte mit gemaltem Igel und Vierzeiler
Rezept für Borschtsch samt Foto vom Teller
Post für die Bäckerei, Text und Bild
@de image
zeichne einen schlafenden dachs im ruderboot
foto einer tramhaltestelle bei regen
blaues logo für einen klempner
eine avocado mit sonnenbrille
retro-plakat vom mond
@de text
was ist die drittelregel
schreib einen prompt für einen bildgenerator
warum sind meine nachtfotos unscharf
unterschied jpeg und png
beschreibe in worten ein leeres stadion
@ja both
勇敢なカタツムリの話を場面ごとの絵つきで
光合成を説明して図も描いて
誕生日カードにハリネズミの絵と短い詩を
ボルシチのレシピと完成写真をお願い
パン屋の投稿文と画像を両方作って
@ja image
舟で眠るアナグマを描いて
雨の路面電車の停留所の写真風画像
水道屋の青いロゴ
サングラスをかけたアボカドの絵
月のレトロポスター
@ja text
三分割法って何
画像生成AI用のプロンプトを書いて
夜の写真がぼやける理由
jpegとpngの違い
空っぽのスタジアムを言葉だけで描写して
@ko both
용감한 달팽이 동화, 장면마다 그림도 넣어줘
광합성 설명하고 그림도 그려줘
생일 카드에 고슴도치 그림이랑 짧은 시
보르시 레시피랑 완성 사진
빵집 홍보 글이랑 이미지 같이
@ko image
배에서 자는 오소리 그려줘
비 오는 전차 정류장 사진 느낌으로
배관공용 파란 로고
선글라스 낀 아보카도 그림
달 레트로 포스터
@ko text
삼분할 법칙이 뭐야
이미지 생성기용 프롬프트 써줘
밤 사진이 왜 흐려요
jpeg랑 png 차이
빈 경기장을 말로만 묘사해줘
@pt both
historinha de um caracol corajoso com um desenho por cena
explica a fotossíntese e desenha o esquema
cartão de aniversário com ouriço desenhado e versinho
receita de borsch com foto do prato
post da padaria, texto e imagem
@pt image
desenha um texugo dormindo num barco
foto de um ponto de bonde na chuva
logo azul pra encanador
um abacate de óculos escuros
pôster retrô da lua
@pt text
o que é a regra dos terços
escreve um prompt pra gerador de imagens
por que minhas fotos à noite saem tremidas
diferença entre jpeg e png
descreve em palavras um estádio vazio
@ru both
сказка про смелую улитку с картинкой к каждой сцене
объясни фотосинтез и нарисуй схему
открытка на день рождения: ёжик и четверостишие
рецепт борща с фото тарелки
пост для пекарни, текст и картинка
@ru image
нарисуй спящего барсука в лодке
фото трамвайной остановки под дождём
синий логотип для сантехника
авокадо в тёмных очках
ретро-плакат луны
@ru text
что такое правило третей
напиши промпт для генератора картинок
почему ночные фото смазанные
чем jpeg отличается от png
опиши словами пустой стадион
@ar both
قصة قصيرة عن حلزون شجاع مع رسم لكل مشهد
اشرح التمثيل الضوئي وارسم مخططا له
بطاقة ميلاد فيها رسم قنفذ وأبيات قصيرة
وصفة حساء مع صورة للطبق
منشور للمخبز، نص وصورة
@ar image
ارسم غريرا نائما في قارب
صورة محطة ترام تحت المطر
شعار أزرق لسباك
أفوكادو يرتدي نظارة شمسية
ملصق قديم للقمر
@ar text
ما هي قاعدة الأثلاث
اكتب وصفا أستخدمه في مولد صور
لماذا صوري الليلية غير واضحة
الفرق بين jpeg و png
صف بالكلمات ملعبا فارغا
@hi both
बहादुर घोंघे की कहानी लिखो, हर दृश्य का चित्र भी
प्रकाश संश्लेषण समझाओ और चित्र बनाओ
जन्मदिन कार्ड: साही का चित्र और चार पंक्तियाँ
सूप की रेसिपी और प्लेट की फोटो
बेकरी की पोस्ट, लेख और तस्वीर दोनों
@hi image
नाव में सोता हुआ बिज्जू बनाओ
बारिश में ट्राम स्टॉप की फोटो
प्लंबर के लिए नीला लोगो
धूप का चश्मा पहने एवोकाडो
चाँद का पुराना पोस्टर
@hi text
रूल ऑफ थर्ड्स क्या है
इमेज जनरेटर के लिए प्रॉम्प्ट लिखो
रात की फोटो धुंधली क्यों आती है
jpeg और png में अंतर
खाली स्टेडियम का शब्दों में वर्णन करो
"""


def rows() -> Iterator[Row]:
    rng = random.Random(SEED + 3)
    english = read_blocks(ENGLISH)
    for label, text in english:
        yield row("modality", text, label, "en", "modality_seed")
    for label, text in english:
        if rng.random() < 0.5:
            yield row("modality", english_variant(text, rng), label, "en", "modality_voice")
    for header, text in read_blocks(OTHERS):
        lang, label = header.split(" ")
        yield row("modality", text, label, lang, "modality_seed")
    yield from more("modality")


if __name__ == "__main__":
    write("modality", rows())
