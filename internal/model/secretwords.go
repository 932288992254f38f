package model

import "strings"

// Words that qualify the names of identifiers. The phrases that name a secret are in secretNames, which users change.

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[strings.ReplaceAll(w, "~", " ")] = true
	}
	return set
}

// fillers follow the name of a secret and do not change what it is: tokenString, PasswordBytes.
var fillers = wordSet(`string str value val bytes byte raw plain plaintext clear text cleartext b64 base64 hex in out ptr p`)

// asking begins names that ask or tell something about a secret: HasPassword, RequireToken, InvalidToken, NoSecret.
var asking = wordSet(`has have is are use uses using with without want wants require requires required need needs enable enabled disable disabled
	allow allows allowed must should can skip ignore check checks verify verifies validate forgot forget forgotten show hide hides hidden no not
	non missing invalid bad wrong expired err error empty count num number min max total len length lookup find print`)

// otherThings make another thing of the word that follows, or with ~ only of the last one.
var otherThings = wordSet(`public pub header grant type scheme field kind mode method allow masked redacted placeholder dummy fake
	next~token page~token nextpage~token continuation~token pagination~token cursor~token sync~token resume~token start~token end~token watch~token
	change~token delta~token cancel~token cancellation~token fencing~token lock~token lease~token stop~token pad~token eos~token bos~token
	eot~token eom~token eog~token unk~token cls~token sep~token mask~token special~token image~token audio~token video~token vision~token draft~token added~token prompt~token
	completion~token input~token output~token peek~token lexer~token lex~token syntax~token query~token separator~token delim~token
	delimiter~token template~token sql~token yaml~token xml~token html~token css~token keyword~token operator~token string~token word~token sub~token
	think~token reasoning~token ring~token device~token push~token registration~token target~token erc~token nft~token pool~token swap~token
	quote~token gas~token native~token partial~token split~token previous~token prev~token partition~token iteration~token position~token
	progress~token idempotency~token client~waiter~token ordering~token snapshot~token list~token pull~secret tls~secret
	kube~secret k8s~secret reset~password change~password update~password hashed~password crypted~password
	foreign~key primary~key partition~key sort~key cache~key`)

// hidingWords say that the bytes are made of a secret and do not tell it: PasswordHash has another last word, hashedPassword has these.
var hidingWords = wordSet(`hash hashed hashes hasher hmac mac digest md5 sha sha1 sha256 sha384 sha512 blake2 blake2b blake3 xxhash fnv crc crc32 bcrypt bcrypted scrypt argon argon2 argon2id
	pbkdf2 crypted encrypt encrypted encrypts cipher ciphertext enc sealed seal masked mask redact redacted sanitize sanitized obfuscated obfuscate fingerprint
	thumbprint checksum anonymize anonymized scrub scrubbed hide censor censored len length count size pseudonym pseudonymize truncate`)

// hidingStems begin such words in the names of functions.
var hidingStems = []string{"hash", "encrypt", "redact", "anonymi", "obfuscat", "sanitiz", "fingerprint", "pseudonym"}

// Phrases of the list of names that are less of a secret than the others, or are so only in some places.
var (
	onceWords     = wordSet(`passcode authorization_code auth_code code code_verifier assertion client_assertion otp sig signature`)
	sessionWords  = wordSet(`session_token session_key session_id`)
	passwordWords = wordSet(`password passwd passwort pwd csrf_token`)
)

// textWords are those of packages, types and functions in which a token is a word of a text.
var textWords = wordSet(`lex lexer lexical tokenizer tokenizers tokenize tokenise tokenization tokenized stem stemmer nlp vocab vocabulary bpe ngram ngrams trie
	dictionary corpus llm grammar ast syntax wordlist word words fulltext stopword stopwords term terms search index indexer text highlight`)
