/**
 * Words people build passwords of, most used first: stems of the most common passwords and the most common English words.
 * Derived from the frequency lists of zxcvbn 4.4.2 (MIT, (c) 2012-2016 Dan Wheeler and Dropbox, Inc.; see THIRD-PARTY-NOTICES).
 * A dictionary library was measured and left out: zxcvbn costs 398 kB gzipped, up to seconds on one long value,
 * and gives the best grade to `your-secret-key` and `CHANGE_ME_IN_PRODUCTION`.
 */
export const COMMON_WORDS = `
  password qwerty dragon baseball football monkey letmein shadow master mustang qwertyuiop superman qazwsx jordan
  killer trustno hunter harley zxcvbnm asdfgh buster batman soccer tigger charlie sunshine iloveyou ranger hockey
  computer starwars pepper klaster zxcvbn freedom princess maggie pass ginger love cheese summer chelsea dallas
  biteme matrix yankees corvette austin access thunder merlin secret diamond hello hammer qwer silver gfhjkm internet
  samantha golfer scooter test orange cookie maverick sparky phoenix mickey bigdog snoopy guitar whatever chicken
  camaro mercedes peanut ferrari falcon cowboy welcome samsung steelers smokey dakota arsenal boomer eagles tigers
  marina nascar gateway yellow porsche monster spider diablo hannah bulldog junior london purple compaq lakers iceman
  hardcore cowboys money banana boston tennis coffee scooby nikita yamaha mother barney brandy chester oliver player
  forever rangers midnight chicago bigdaddy redsox angel badboy fender jasper slayer rabbit natasha marine wizard
  marlboro raiders prince casper fishing flower jasmine iwantu panties adidas winter winner gandalf enter ghbdtn
  golden cocacola winston madison angels panther blowme spanky sophie asdfasdf toyota tiger canada muffin liverpoo
  apples abcd pokemon slipknot qazxsw scorpion qwaszx butter startrek rainbow asdfghjkl razz newyork redskins gemini
  cameron qazwsxedc florida liverpool turtle sierra viking booger butthead doctor rocket dolphins captain bandit
  jaguar packers pookie peaches asdf dolphin helpme blue theman maxwell qwertyui lovers maddog giants nirvana
  metallic hotdog rosebud mountain warrior stupid elephant success bond jackass alexis lucky scorpio samson azerty
  rush driver freddy sydney gators dexter bubba creative voodoo golf trouble america nissan gunner garfield asdfghjk
  apollo eminem legend airborne bear beavis apple brooklyn godzilla skippy buddy qwert kitten magic shelby beaver
  phantom asdasd xavier braves darkness blink copper platinum qweqwe tomcat girls bigboy animal police online voyager
  lifehack fish sniper trinity blazer heaven lover snowball playboy loveme bubbles hooters cricket willow donkey
  topgun nintendo saturn destiny pakistan pumpkin digital sergey redwings explorer private runner therock guinness
  lasvegas beatles fire cassie christin celtic andrey broncos babygirl eclipse fluffy cartman michigan carolina
  testing alexande birdie pantera cherry vampire mexico buffalo genius montana beer minecraft maximus flyers lovely
  stalker metallica doggie snickers speedy bronco paradise yankee horses magnum dreams lacrosse goober enigma qwertyu
  scotty pimpin bollocks surfer poohbear genesis star qweasdzxc racing hawaii eagle viper poopoo einstein drowssap
  simple badger alaska action jester drummer spitfire forest maryjane champion diesel svetlana friday hotrod chevy
  westside security google badass tester shorty thumper hitman mozart reddog lizard ruslan scarface buddha spirit
  stargate naruto mercury liberty semperfi suzuki popcorn spooky marley scotland kitty cherokee vikings simpsons
  rascal qweasd hummer loveyou michael patches russia jupiter penguin passion vfhbyf honda vladimir sandman passport
  raider bastard infinity assman bulldogs fantasy horney domino budlight disney ironman softball brutus redrum bigred
  mnbvcxz fktrcfylh karina marines digger kawasaki cougar fireman oksana monday justice super wildcats tinker
  logitech dancer swordfis avalon everton alexandr motorola patriots madonna ducati colorado connor juventus galore
  smooth freeuser warcraft boogie titanic wolverin elizabet arizona valentin saints asdfg accord christ yfnfif stinky
  spiderma naughty chopper extreme skyline poop zombie pearljam froggy awesome vision pirate fylhtq dreamer bullet
  predator empire kirill panthers skipper nemesis rasdzv peekaboo rolltide cardinal psycho danger mookie happy wanker
  chevelle manutd goblue hobbes vegeta fyfcnfcbz picard windows loverboy victory vfrcbv bambam serega turkey tweety
  galina hiphop rooster changeme berlin taurus polina electric avatar maksim raptor alpha hendrix newport brazil
  spring madmax britney sublime darkside bigman wolfpack classic hercules ronaldo spiderman blizzard cheyenne
  cjkysirj wombat pandora holiday wildcat devils horse alabama caesar bondage pickle shaggy catch leather chronic
  admin airplane kodiak freepass billybob sunset katana phpbb chocolat snowman stingray firebird wolves zeppelin
  detroit pontiac gundam panzer outlaw redhead tarheels greenday nastya hardon engineer hellfire serenity cobra
  fireball lickme darkstar flash strike beauty pavilion bobafett dbrnjhbz bigmac bowling chris ytrewq natali pyramid
  rulez dodgers apache swimming whynot teens trooper defender precious packard weasel popeye lucifer cancer icecream
  raven swordfish presario viktor rockstar blonde james wutang spike pimp atlanta airforce thailand casino lennon
  mouse hacker bluebird hawkeye theone catfish sailor goldfish nfnmzyf tattoo pervert barbie maxima machine trucks
  wrangler rocks tornado lights cadillac bubble pegasus madman longhorn browns target eatme microsoft dilbert
  christia baller lesbian shooter xfiles seattle qazqaz cthutq amateur prelude corona freaky malibu assassin atlantis
  integra pussies iloveu lonewolf dragons unicorn software bobcat stealth peewee openup srinivas zaqwsx valentina
  shotgun trigger veronika bruins coyote babydoll joker dollar lestat rocky hottie random butterfly wordpass smiley
  sweety snake chipper woody samurai devildog gizmo maddie mistress flipper express hjvfirf moose cessna piglet
  polaris teacher montreal cookies wolfgang scully fatboy wicked balls tickle bunny dfvgbh foobar transam pepsi
  fetish oicu basketba toshiba hotstuff sunday booty gambit impala stephani jessica hooker lancer knicks shamrock
  stinger redneck deftones squirt siemens blaster trucker subaru renegade ibanez manson swinger reaper blondie mylove
  galaxy blahblah enterpri travel babylon indiana skeeter sugar ficken smoke bigone sweetpea trfnthbyf marino escort
  smitty bigfoot babes larisa trumpet spartan valera asdfghj stormy mister hamlet aardvark butterfl marathon paladin
  cavalier manchester skater indigo hornet buckeyes indians karate hesoyam toronto diamonds chiefs buckeye highland
  charger redman passwor maiden drpepper storm garden pencil sherlock timber thuglife insane pizza jungle jesus
  aragorn hamster david triumph techno lollol pioneer catdog fktrctq morpheus pascal hobbit erotic consumer blabla
  justme stones chrissy spartak goforit burger pitbull adgjmptw italia barcelona hunting colors kissme virgin
  overlord pebbles sundance emerald doggy racecar irina element zipper alpine basket goddess poison sakura chichi
  huskers ultimate blackie nicola rommel matthew caserta omega geronimo sammy trojan philips nugget tarzan chicks
  aleksandr bassman trixie portugal anakin dodger bomber superfly madness loser fatcat ybrbnf soldier warlock wrinkle
  desire babe seminole alejandr westham andrei concrete weed ladybug naked christop trombone tintin bluesky rhbcnbyf
  qazxswedc onelove cdtnkfyf vfvjxrf titans stallion truck hansolo smiles beagle panama kingkong flatron inferno
  mongoose connect poiuyt snatch qawsed juice blessed rocker snakes turbo bluemoon finger jamaica mulder beetle
  passat immortal plastic anthony whiskey dietcoke spunky monitor cactus exigen planet ripper teen spyder nolimit
  hollywoo sticky trunks pickles sailing bonehead ghbdtnbr delta charlott rubber molly yomama hongkong jumper william
  faster unreal memphis nylons legion sebastia shalom pentium geheim werewolf funtime ferret orion curious niners
  cantona sprite philly pirates abgrtyu lollipop eternity boeing sweets cooldude tottenha green jackoff stocking
  moomoo martini biscuit drizzt colt fossil makaveli snapper satan maniac salmon patriot verbatim nasty shasta asdzxc
  shaved blackcat raistlin punkrock cjkywt waterloo crimson twister oxford musicman seinfeld biggie condor ravens
  megadeth wolfman cosmos sharks banshee keeper foxtrot skywalke velvet black sesame dogs squirrel privet sunrise
  wolverine legolas grendel ghost cats carrot frosty lvbnhbq blades stardust frog qazwsxed coolio brownie groovy
  twilight daytona vanhalen pikachu peanuts licker hershey jericho intrepid ninja lobster goblin punisher strider
  shogun kansas amadeus seven jason neptune showtime muscle oldman ekaterina rfrfirf getsome showme obiwan skittles
  danni tanker maestro tarheel anubis hannibal newlife gothic shark fighter blues princes slick chaos sabine python
  mirage devil clover tequila surfing delete potato chubby panasonic sandiego portland baggins fusion sooners
  blackdog buttons californ moscow playtime mature dagger dima stimpy gangster warriors iverson chargers byteme
  swallow liquid dingdong nymets cracker mushroom crusader bigguy miami dkflbvbh bugger nimrod tazman stranger
  newpass doodle powder gotcha guardian dublin slapshot septembe milano grizzly knights photos nookie charly
  rammstein brasil scruffy munchkin poopie kittycat latino walnut thegame kolobok picasso robert barcelon bananas
  trance auburn coltrane goodluck starcraft wheels parrot postal blade wisdom pink gorilla katerina andrew shaney
  dumbass osiris oakland discover spanking lonestar bingo meridian ping heather dookie stonecol megaman rjntyjr
  ledzep lowrider richard firefly griffey racerx paradox ghjcnj gangsta tacobell weezer sirius halflife buffett
  shiloh vertigo sergei aliens sobaka keyboard kangaroo sinner bonjour socrates chucky hotboy sprint sarah scarlet
  celica shazam formula sommer trebor qwerasdf jeep mailcreated bollox rebels vacation lexmark penguins ragnarok
  tempest vfhecz tacoma qwertz colombia flames rockon duck prodigy wookie dodgeram mustangs sithlord smoker server
  bang incubus scoobydo oblivion molson kitkat titleist rescue zxcv carpet bigballs tardis jimbob xanadu blueeyes
  shaman mersedes pooper golfing hearts mallard kenwood patrick dogg oracle nuttertools topper shemale sleepy gremlin
  yourmom printer monkeys peterpan mikey kingston cooler jimbo asterix freckles birdman frank defiant aussie stud
  blondes tatyana aspirine mariners jackal deadhead katrin anime rootbeer frogger polo hallo noodles thomas parola
  shaolin celine plymouth creampie justdoit ohyeah fatass amazon kisses magnus camel nopass bosco putter champs
  massive spidey lightnin camelot letsgo gizmodo aezakmi bones caliente goodtime thankyou brucelee redalert aquarius
  catherin smokin pooh mypass astros roller porkchop sapphire kevin beckham atomic rusty vanilla qazwsxedcrfv kaktus
  cxfcnmt blacky elvis aggies blackjac bangkok scream iforgot power kasper slappy veritas chevrole amber vader
  amsterdam jammer primus spectrum eduard granny sasha clancy hitler avenger spankme simba smudge scrappy labrador
  john syracuse front falcons husker candyman commando gator pacman pancho krishna fatman clitoris pineappl lesbians
  barkley vulcan punkin boner celtics monopoly flyboy romashka hamburg lick gangbang area spartans tricky snuggles
  drago homerun vectra homer hermes topcat cuddles infiniti cosworth goose ivanov bossman qawsedrf peugeot exigent
  doberman durango brandon plumber telefon horndog laguna rbhbkk dawg webmaster breeze beast beefcake leopard redbull
  oscar topdog godsmack theking pics speaker viktoria bowler starbuck gjkbyf valhalla anarchy blacks herbie kingpin
  starfish nokia loveit achilles labtec fitness brando bull kicker napass desert sailboat bohica tractor hidden
  muppet jackson jimmy terminator phillies terror farside swingers legacy frontier butthole doughboy jrcfyf tuesday
  sabbath daniel nebraska homers qwertyuio azamat fallen agent striker camels iguana looker pinkfloy moloko dannyboy
  luckydog pistol whocares charmed skiing select franky puppy daniil vladik vette vfrcbvrf ihateyou nevada moneys
  vkontakte mandingo puppies mystic zidane kotenok dilligaf budman bunghole zvezda triton golfball technics trojans
  panda laptop rookie aberdeen gustav jethro enterprise igor stripper filter hurrican rfnthbyf lespaul butch dthjybrf
  excalibu nofear momoney possum cutter oilers moocow cupcake gbpltw splash svetik soleil bogdan melissa vipers
  babyboy tdutybq lancelot ccbill keystone passwort flamingo firefox dogman vortex rebel noodle zaphod killme coolman
  danila designer skinny kamikaze deadman gopher doobie warhammer deeznuts freaks engage steve poncho hammers azsxdc
  dracula sassy boots deskjet macdaddy mighty manchest sterlin casey meatball mailman sinatra cthulhu bubbas cartoon
  bicycle truelove sentinel tolkien breast capone lickit summit peter daisy crazy jamesbon texas sonic billyboy
  redhot microsof microlab daddy rockets iloveyo fernand gordon danie cutlass polska titties pantyhos thekid aikido
  gofish mayday coke anfield sony lansing smut scotch catman hustler saun dfkthbz jenny azsxdcfv cheers irish gabrie
  tinman orioles charlton fortuna airbus rustam xtreme bigmoney zxcasd retard grumpy huskies boxing kelly ultima
  warlord fordf oranges rotten asdfjkl superstar denali sultan bikini saratoga thor figaro sixers wildfire vladislav
  sparta mayhem greenbay chewie music number cancun fabie mellon poiuytrewq cloud crunch bigtime piccolo bigbird
  billy mojo maradona sandro bizkit rjirfrgbde rightnow hyperion treasure meatloaf armani rovers jarhead cruise
  coconut dragoon utopia davids cosmo rfhbyf reebok charli giorgi sticks sayang exodus anaconda zaqxsw illini
  woofwoof emily sandy packer poontang govols jedi tomato beaner cooter creamy lionking albatros poodle kenworth
  dinosaur greens goku happyday eeyore tsunami cabbage memorex chaser bogart orgasm tommy volley whisper knopka
  ericsson walleye katie chickens tyler corrado twisted zorro clemson zxcasdqwe tootsie milana zenith fktrcfylhf
  shania frisco polniypizdec crazybab junebug fugazi rereirf vfvekz sausage vfczyz koshka clapton justin anhyeuem
  condom fubar hardrock skywalker tundra gringo canon vitalik aspire stocks applepie arjay pillow sparkle gmoney
  rockhard samiam everest hellyeah skorpion rfrnec hedgehog australi candle slacker voyeur jazzman bobby wolfie
  vfksirf fright yosemite temp karolina fart barsik surf cheetah baddog deniska starship bootie milena hithere kume
  greatone cent albion amanda midget lion maxell cyclone nikola bonsai kenshin slider balloon roadkill killbill
  jerkoff dinamo tekken rambler goliath cinnamon malaka backdoor fiesta rastaman fletch stefano artemis calico nyjets
  damnit robotech duchess rctybz hooter keywest mechanic pingpong operator presto sword rasputin spank bristol shado
  amsterda wibble carrera alibaba majestic ramses duster route trident clipper steeler wrestlin divine kipper
  gotohell kingfish passwords buttman pompey viagra spurs lineage oleg macross pooter brian charles slave jokers
  yzerman swimmer solnce seamus lolipop pupsik ivanova matador ktyjxrf subway cinder vermont pussie chico florian
  magick guiness allsop ghetto typhoon dfkthf depeche skydive dammit seeker crysis umbrella snoopdog critter theboss
  ding splinter kinky cyclops jayhawk caramel underdog caveman onlyme feather hotshot renault george pippen floppy
  megapass usmc kickass great quattro wassup helloo nicole chivas shannon bullseye java fishes blackhaw jamesbond
  tunafish juggalo dkflbckfd translator beanie alucard supersta magicman ashley cohiba xbox caligula facial dfktynbyf
  cigars fang klingon safari looser deepthroat malina tazmania gonzo goalie jacob monaco cruiser misfit tommyboy
  sharky vfhufhbnf horizon absolut brighton death kungfu maxx forfun mamapapa budweise banker getmoney kostya bigbear
  vector fallout nudist gunners royals chainsaw scania trader blueboy walrus eastside kahuna steph cypress champ
  undertaker ybrjkfq europa snowboar sabres moneyman chrisbln minime nipper groucho whitey viewsonic penthous wolf
  fabric flounder coolguy whitesox passme smegma skidoo thanatos snapple dalejr mondeo thesims mybaby panasoni sinbad
  thecat topher frodo sneakers alfa taylor ghjcnjnfr olivier cyber titanium jabroni dang hambone intruder holly
  gargoyle sadie static poseidon studly newcastl poppy johannes danzig beastie musica buckshot sunnyday adonis
  bluedog bonkers chrono compute spawn smelly wapbbs goldstar quantum pisces boomboom gunnar nike multiplelo custom
  motherlode westwood usnavy daewoo korn stereo sasuke sunflowe watcher dharma babyblue marius walmart snoop starfire
  paintbal knickers aaliyah lokomotiv theend sapper rover erotica scanner racer zeus doogie bayern joshua newbie
  scott losers droopy outkast martin dodge wasser ufkbyf rjycnfynby thirteen hotred deejay jessic philippe scout
  cubbies havefun magpie fghtkm avalanch pudding leonid harry audia bimmer idontknow vfvfgfgf aleksey builder
  zerocool godfather mylife donuts allmine redfish sascha nitram bounce smokes rodman stunner zxasqw hoosier hairy
  beretta insert rtyuehe francesc tights micron quartz gegcbr searay jewels bogey paintball celeron padres bing
  syncmaster ziggy simon beaches prissy diehard mittens aleksandra queens biggles thongs southpark artur twinkle
  gretzky rabota cambiami monalisa gollum chuckles gladiator whisky spongebob mazafaka meathead barefoot cfitymrf
  bigass kosmos blessing clevelan terrapin johnboy maggot clarinet deeznutz stumpy stoney footbal traveler volvo
  bucket snapon pianoman hawkeyes futbol casanova tango goodboy scuba honey warthog mustard nickel meowmeow boricua
  prophet sauron qwas reefer andromeda crystal goofy loco triangle whatsup mellow bengals maste sunshin smeghead
  hokies sting welder rambo cerberus rockford monke goldwing gabriell buzzard crjhgbjy rainman groove tiberius purdue
  hayabusa shou jagger diver zigzag poochie usarmy phish redwood redwing salamander sputnik ripple eternal thegreat
  allstar slinky gesperrt mishka whiskers pinhead overkill sweet rhfcjnrf montgom sersolution jamie starman proxy
  swords nikolay bacardi rasta badgirl rebecca wildman penny spaceman logan hacked helmet windsor buffy runescape
  trapper banane dbrnjh ripken frisky shun fester oasis lightning cicero kool pony thedog megatron illusion edward
  napster squash roadking woohoo hoosiers tracker bagira midway leavemealone menace rachel feng laser stoned
  realmadrid balloons tinkerbell maria pobeda heineken sonics moonlight optimus comet orchid jaybird kashmir chuang
  chunky peach mortgage rulezzz saleen chuckie zippy gsxr doghouse maxim reader shai buddah benfica chou salomon
  meister eraser blackbir the and was for with from his were are which doc https also has had first one their its
  after new who they two her she been other when time during there into school more may years over only year most
  would world city some where between later three state such then national used made known under many university
  united while part season team these american than film second born south became states war through being including
  both before north high however people family early history album them series against until since district county
  name work life group following company several four called played released career league game government house each
  based day same won use station club international town located population general college east found age march end
  september began home public church line june river member system place century band july york january october song
  august best former british party named held village show local november took service december built another major
  within along members five single due although small old left final large include building served president received
  games february main third set children own order species park law air published road died book men women army often
  according education central country division english top included development french community among water play
  side list times near late form original different center led students german moved court six land council island
  record million research art established award street military television given region support western production
  non political point cup period business title started various election using england role produced become program
  works field total office class written association radio union level championship director few force created
  department founded services married though per site open act short society version royal present northern worked
  professional full returned joined story france european currently language social california india days design
  further round australia wrote san project control southern railway board popular continued free battle considered
  video common position living half playing recorded red post described average records special modern appeared
  announced areas rock release elected others example term opened similar formed census current schools originally
  lake developed race himself forces addition information upon province match event songs result events win eastern
  track lead teams science human construction minister germany awards available throughout training style body museum
  australian health signed chief eventually appointed sea centre debut tour points media light range character across
  features families largest indian network less performance players refer europe sold festival usually taken despite
  designed committee process return official episode institute stage followed performed japanese personal thus arts
  space low months includes china study middle magazine leading japan groups aircraft featured federal civil rights
  model coach canadian books remained eight type independent completed capital academy instead kingdom organization
  countries studies competition sports size above section finished gold involved reported management systems industry
  directed market fourth movement technology bank ground campaign base lower sent rather added provided coast grand
  historic valley conference bridge winning approximately films chinese awarded degree russian shows native female
  replaced municipality square studio medical data african successful mid bay attack previous operations spanish
  theatre student republic beginning provide ship primary owned writing tournament culture introduced related natural
  parts governor reached ireland units senior decided italian whose higher africa standard income professor placed
  regional los buildings championships active novel energy generally interest via economic previously stated itself
  channel below operation leader traditional trade structure limited runs prior regular famous saint navy foreign
  listed artist catholic airport results parliament collection unit officer goal attended command staff commission
  lived location plays commercial places foundation significant older medal self scored companies highway activities
  programs wide musical notable library numerous paris towards individual allowed plant property annual contract whom
  highest initially required earlier assembly artists rural seat practice defeated ended soviet length spent manager
  press associated author issues additional characters lord zealand policy engine township noted historical complete
  financial religious mission contains nine recent represented pennsylvania administration opening secretary lines
  report executive youth closed theory writer italy angeles appearance feature queen launched legal terms entered
  issue edition singer greek majority background source anti cultural complex changes recording stadium islands
  operated particularly basketball month uses port castle mostly names fort selected increased status earth
  subsequently pacific cover variety certain goals remains upper congress becoming studied nature particular loss
  caused chart forced create era retired material review rate singles referred larger individuals shown provides
  products speed democratic poland parish olympics cities themselves temple wing genus households serving cost wales
  stations passed supported view cases forms actor male matches males stars tracks females administrative median
  effect biography train engineering camp offered chairman houses mainly surface therefore nearly score ancient
  subject prime seasons claimed experience specific jewish failed overall believed plot troops greater spain consists
  broadcast heavy increase raised separate campus appears presented lies composed recently influence fifth nations
  creek references elections britain double cast meaning earned carried producer latter housing brothers attempt
  article response border remaining nearby direct ships value workers politician academic label commander rule fellow
  residents authority editor transport dutch projects responsible covered territory flight races defense tower
  emperor albums facilities daily stories assistant managed primarily quality function proposed distribution
  conditions prize journal code vice newspaper corps highly constructed mayor critical secondary corporation rugby
  regiment ohio appearances serve allow nation multiple discovered directly scene levels growth elements acquired
  officers physical latin host jersey graduated arrived issued literature metal estate vote immediately quickly asian
  competed extended produce urban promoted contemporary global formerly appear industrial types opera ministry
  soldiers commonly mass formation smaller typically drama shortly density senate effects iran polish prominent naval
  settlement divided basis republican languages distance treatment continue product mile sources footballer format
  clubs leadership initial offers operating avenue officially columbia grade squadron fleet percent farm leaders
  agreement likely equipment website mount grew method transferred intended renamed iron asia reserve capacity
  politics widely activity advanced relations scottish dedicated crew founder episodes lack amount build efforts
  concept follows ordered leaves positive economy entertainment affairs memorial ability illinois communities color
  text railroad scientific focus comedy serves exchange environment cars direction organized firm description agency
  purpose destroyed reception planned revealed infantry architecture growing featuring household candidate removed
  situated models knowledge solo technical organizations assigned conducted participated largely purchased register
  gained combined headquarters adopted potential protection scale approach spread independence mountains titled
  geography applied safety mixed accepted continues captured rail defeat principal recognized lieutenant mentioned
  semi owner joint liberal actress traffic creation basic notes unique supreme declared simply plants sales
  massachusetts designated parties jazz compared becomes resources titles concert learning remain teaching versions
  content alongside revolution sons block premier impact champions districts generation estimated volume image sites
  account roles sport quarter providing zone yard scoring classes presence performances hosted split taught origin
  olympic claims critics facility occurred suffered municipal damage defined resulted respectively expanded platform
  draft opposition expected educational ontario climate reports atlantic surrounding performing reduced ranked allows
  birth nominated younger newly kong positions theater philadelphia heritage finals disease sixth laws reviews
  constitution tradition swedish theme fiction rome medicine trains resulting existing deputy environmental labour
  classical develop fans granted receive alternative begins nuclear fame buried connected identified palace falls
  letters combat sciences effort villages inspired regions towns conservative chosen animals labor attacks materials
  yards steel representative orchestra peak entitled officials returning reference northwest imperial convention
  examples ocean publication painting subsequent frequently religion brigade fully sides acts cemetery relatively
  oldest suggested succeeded achieved application programme cells votes promotion graduate armed supply flying
  communist figures literary netherlands korea worldwide citizens faculty draw stock seats occupied methods unknown
  articles claim holds authorities audience sweden interview obtained covers settled transfer marked allowing funding
  challenge southeast unlike crown rise portion transportation sector phase properties edge tropical standards
  institutions philosophy legislative hills brand fund conflict unable founding refused attempts metres permanent
  starring applications creating effective aired extensive employed enemy expansion billboard rank battalion multi
  vehicle fought alliance category perform federation poetry bronze bands entry vehicles bureau maximum billion trees
  intelligence greatest screen refers commissioned gallery injury confirmed setting treaty adult americans
  broadcasting supporting pilot mobile writers programming existence squad minnesota copies korean provincial sets
  defence offices agricultural internal core northeast retirement factory actions prevent communications ending
  weekly containing functions attempted interior weight bowl recognition incorporated increasing ultimately derived
  attacked lyrics mexican external churches centuries metropolitan selling opposed personnel mill visited
  presidential roads pieces norwegian controlled rear influenced wrestling weapons launch composer locations
  developing circuit specifically studios shared wisconsin publishing approved domestic consisted determined comic
  establishment exhibition southwest fuel electronic cape converted educated melbourne hits wins producing norway
  slightly occur surname identity represent constituency funds proved links structures athletic birds contest users
  poet institution display receiving rare contained guns motion piano temperature publications passenger contributed
  toward cathedral inhabitants architect exist athletics muslim courses abandoned signal successfully disambiguation
  tennessee dynasty heavily maryland jews representing budget weather missouri introduction
`;

/** Common passwords that are neither one word with digits nor a keyboard run. Same source. */
export const COMMON_PASSWORDS = `
  1qaz2wsx q1w2e3r4t5 q1w2e3r4 1q2w3e4r passw0rd q1w2e3 1q2w3e4r5t 1qazxsw2 zaq12wsx ncc1701d a1b2c3 1q2w3e a1b2c3d4
  soso123aljg 1qaz2wsx3edc 1a2b3c ncc1701e 123qwe123 q1w2e3r4t5y6 gn56gn56 1q2w3e4r5t6y 1a2b3c4d zaq1xsw2 pa55word
  a1s2d3f4 8j4ye3uz ncc1701a pa55w0rd br0d3r 1qa2ws3ed sojdlg123aljg nwo4life kcj9wx5n r2d2c3po
`;
