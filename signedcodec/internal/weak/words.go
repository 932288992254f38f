package weak

import "strings"

// words are what people make passwords of: the first words of lists of common
// passwords, of English, of names, and of this trade.
var shortWords = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields("is of to in it my me we on at be as do go no or so up by an if he us am ok hi db id") {
		set[w] = true
	}
	return set
}()

var words, longestWord = func() (map[string]bool, int) {
	set, longest := map[string]bool{}, 0
	for _, w := range strings.Fields(wordList) {
		set[w] = true
		longest = max(longest, len(w))
	}
	return set, longest
}()

const wordList = `
password passwort passwd pass passphrase secret secrets token tokens key keys keyboard login logon admin administrator root user
users guest master access letmein welcome hello monkey dragon shadow sunshine princess football baseball basketball soccer hockey
superman batman spiderman starwars trustno iloveyou love lover lovely baby angel angels jesus christ heaven hell devil god ninja
mustang harley ferrari porsche mercedes corvette yamaha michael jordan jennifer jessica ashley amanda nicole daniel thomas robert
andrew matthew joshua anthony william charlie george david james john peter paul mary anna maria martin richard patrick brandon
alexander samantha victoria elizabeth stephanie michelle melissa heather hannah sarah laura emily sophie oliver jack harry thomas
freedom whatever nothing something anything everything computer internet server service database website network windows linux
ubuntu debian oracle mysql postgres redis mongo docker kubernetes production prod staging development develop developer dev test
tests testing tester demo sample example default change changed changeme changeit please insert replace here this that these those
with from into onto over under your yours mine very super mega ultra extra really long longer longest short random string bytes
byte bits bit characters character length least minimum must should could would need needs only just some more most much many
application app apps web api rest json http https cookie cookies session sessions auth jwt oauth signing signed sign signature
encrypt encryption encrypted decrypt crypto cipher hash hmac salt pepper private public shared hidden confidential security secure
secured safe safety unsafe insecure system machine local localhost remote cloud config configuration settings environment variable
value values data file files name names number numbers code codes digit digits letter letters word words phrase sentence
correct horse battery staple apple orange banana cherry lemon strawberry pineapple coffee cheese chocolate cookie butter pepper
ginger sugar honey milk water fire earth wind storm rain snow winter summer spring autumn monday tuesday wednesday thursday friday
saturday sunday january february march april june july august september october november december morning evening night today
tomorrow yesterday time year month week hour minute second first third last next final hundred thousand million zero one two
three four five six seven eight nine ten eleven twelve thirty black white red green blue yellow purple silver golden gold pink
brown orange color colour light dark bright shiny happy lucky funny crazy sweet pretty beautiful strong power powerful magic
wizard hunter killer soldier warrior captain king queen prince knight castle tower bridge river mountain ocean island beach
forest garden flower roses rose lily tree trees grass stone rock metal iron steel diamond crystal pearl star stars moon sun
planet world space rocket robot matrix phoenix falcon eagle hawk tiger lion bear wolf wolves fox rabbit bunny kitty kitten puppy
dog dogs cat cats bird birds fish shark dolphin whale horse pony turtle snake spider monster giant zombie ghost vampire
music guitar piano drums dance dancer singer movie movies player players game games gamer gaming chess poker casino winner
champion team family mother father sister brother friend friends girl girls boy boys man men woman women people person child
children school college student teacher doctor police office company business money dollar dollars market bank credit
account number house home room door window table chair kitchen street city town village country england london paris berlin
america american canada mexico china japan india russia texas california florida chicago boston dallas york scotland ireland
dublin madrid barcelona arsenal chelsea liverpool manchester united rangers steelers cowboys yankees lakers eagles dolphins
the and you for not are was but all any can had has have her him his how its let may new now old our out own say see she
too use way who why yes also back been best call came come does done down each even ever find give good great hand have
help high hold idea into keep kind know like line list live look made make mean name never open part play point problem put
read right run same seem set side small start state still stop such take talk tell than their them then there they thing things
think through turn under until use want well went were what when where which while will work works working world write wrong
about after again against always another around because become before begin being believe between both bring build buy
consider continue course create different down during early easy enough every example fact feel few follow found free full
general group grow happen hard hear important include increase inside issue large late lead learn leave level life little
lose lost mind mine move near needle number offer often order other outside pay place plan point possible present program
provide question quick quickly quite reach real reason remember report result return seven show simple since sit social sorry
sound special stand story study sure system thank thanks though today together tonight toward true truth try turn understand
upon usual view visit voice wait walk wall watch weak welcome wife wish without wonder wood young
qwerty qwertz azerty asdf asdfgh zxcvbn qazwsx abc abcd xyz foo bar baz foobar lorem ipsum dolor
`
