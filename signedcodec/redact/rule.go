package redact

import (
	"slices"
	"strings"
	"unicode"
)

// The rule of names: a name is that of a credential when its last words are a phrase such as token or api_key, and no
// word before them makes it another thing, such as page_token, public_key or has_password. What only begins so (token_type,
// key_id, password_policy) ends in another word. The linter's rule secretcache goes by the same words.

var (
	phrases = phraseSet(slices.Concat(phrasesWords, parametersWords, ownPhrases))
	fillers = wordSet(fillersWords)
	others  = wordSet(othersWithout("device~token", "push~token", "reset~password", "change~password", "update~password", "hashed~password", "crypted~password"))
	asking  = wordSet(slices.DeleteFunc(slices.Clone(askingWords), func(w string) bool { return slices.Contains(plainStatements, w) }))
)

// longestPhrase is in words.
const longestPhrase = 3

func wordSet(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, w := range list {
		set[w] = true
	}
	return set
}

func phraseSet(sure []string) map[string]strength {
	set := map[string]strength{}
	for _, phrase := range sure {
		set[strings.Join(splitWords(phrase), "_")] = strong
	}
	for _, phrase := range likelyPhrases {
		set[phrase] = likely
	}
	for _, phrase := range ambiguousPhrases {
		set[phrase] = ambiguous
	}
	return set
}

// othersWithout takes off what the linter may overlook and a log must not show: what a caller chose a password to be.
func othersWithout(kept ...string) []string {
	return slices.DeleteFunc(slices.Clone(otherThingsWords), func(w string) bool { return slices.Contains(kept, w) })
}

func byRule(p place, name, folded string) strength {
	words := splitWords(name)
	for len(words) > 1 && addsNothing(words[len(words)-1], words[len(words)-2]) {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return harmless
	}
	last := len(words) - 1
	if bare := strings.TrimRight(words[last], "0123456789"); bare != "" {
		words[last] = bare
	}
	n, found := matchPhrase(words)
	if found == harmless {
		return joined(p, folded)
	}
	head, before := words[last], words[:len(words)-n]
	if found == several {
		head = strings.TrimSuffix(head, "s")
	}
	if anotherThing(before, head) {
		return harmless
	}
	if found < several && !standsAlone(p, head, before) {
		return harmless
	}
	return found
}

// standsAlone reports whether a likely or ambiguous word makes a name after the words before it: db_pass, user_session and
// hmac_signature, not error_code, boarding_pass and X-Status-Code.
func standsAlone(p place, head string, before []string) bool {
	switch {
	case head == "session" || head == "assertion":
		return true
	case len(before) == 0:
		return p != inHeader || head != "code" && head != "pass"
	case head == "pass":
		return passOwners[before[len(before)-1]]
	}
	return head == "signature" && p == inParam
}

var passOwners = wordSet(strings.Fields("db database user usr mysql pg postgres pgsql sql redis mongo smtp mail email imap ftp sftp ssh ldap proxy admin root auth login http basic api svc service"))

// addsNothing reports whether a last word leaves a credential one: token_value, private_key_pem, password_confirmation.
func addsNothing(last, before string) bool {
	return fillers[last] || last == "pem" || last == "der" || passwordWords[before] && repeated[last]
}

var (
	passwordWords = wordSet(strings.Fields("password passwd passwort pwd passphrase pass"))
	repeated      = wordSet(strings.Fields("confirmation confirm confirmed again repeat repeated retype new old current verify check"))
)

func anotherThing(before []string, head string) bool {
	if len(before) > 0 && asking[before[0]] {
		return true
	}
	return slices.ContainsFunc(before, func(w string) bool { return others[w] || others[w+"~"+head] })
}

// matchPhrase returns how many of the last words are a phrase, and how strong it is.
func matchPhrase(words []string) (int, strength) {
	for n := min(longestPhrase, len(words)); n > 0; n-- {
		text := strings.Join(words[len(words)-n:], "_")
		if s := phrases[text]; s != harmless {
			return n, s
		}
		if one, plural := strings.CutSuffix(text, "s"); plural && phrases[one] == strong {
			return n, several
		}
	}
	return 0, harmless
}

// joined looks at names in one word, such as dbpassword: the linter has types to tell them by, here they are all there is.
func joined(p place, folded string) strength {
	name, found := strings.TrimRight(folded, "0123456789"), strong
	i := slices.IndexFunc(joinedEnds, func(end string) bool { return strings.HasSuffix(name, end) })
	if i < 0 {
		name, found = strings.TrimSuffix(name, "s"), several
		if i = slices.IndexFunc(joinedEnds, func(end string) bool { return strings.HasSuffix(name, end) }); i < 0 {
			return harmless
		}
	}
	before := strings.TrimSuffix(name, joinedEnds[i])
	for w := range others {
		word, head, ofHead := strings.Cut(w, "~")
		if strings.HasSuffix(before, word) && len(word) > 2 && (!ofHead || strings.HasSuffix(joinedEnds[i], head)) {
			return harmless
		}
	}
	for _, ask := range []string{"has", "have", "is", "are", "require", "requires", "required", "need", "needs", "enable", "disable", "allow", "forgot", "show", "hide", "no", "not", "non", "max", "min", "total", "num", "count"} {
		if before == ask {
			return harmless
		}
	}
	return found
}

// splitWords splits a name at all that is no letter or digit, and where the case changes: OAuthAPI_keys is o, auth, api,
// keys. Capitals in a row are one word.
func splitWords(name string) []string {
	var words []string
	start, runes := 0, []rune(name)
	cut := func(end int) {
		if end > start {
			words = append(words, string(fold(nil, string(runes[start:end]))))
		}
		start = end
	}
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			cut(i)
			start = i + 1
		case i == start:
		case unicode.IsUpper(r) && !unicode.IsUpper(runes[i-1]):
			cut(i)
		case unicode.IsLower(r) && unicode.IsUpper(runes[i-1]) && i-1 > start && !endsCapitals(runes, i):
			cut(i - 1)
		}
	}
	cut(len(runes))
	return words
}

// endsCapitals reports whether a lower-case s ends a word of capitals: JWTs.
func endsCapitals(runes []rune, i int) bool {
	return runes[i] == 's' && (i+1 == len(runes) || !unicode.IsLower(runes[i+1]))
}
