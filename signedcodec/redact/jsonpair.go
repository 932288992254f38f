package redact

import "strings"

// jsonPair is what an open object or array tells of names that stand beside their values instead of before them:
// {"name": "Authorization", "value": "..."}, ["Authorization", "..."], ["Accept", "*/*", "Cookie", "..."].
type jsonPair struct {
	name    string // of the current member, in lower case
	secret  bool   // a member such as "name" holds the name of a credential
	oauth   bool   // a member shows that this is a request for a token, so that its code is a credential
	values  []span // members such as "value"
	codes   []span // texts named "code"
	count   int    // elements of an array
	before  string // its last element, if that is a text
	pending span   // the second element of a pair
}

type span struct{ from, to int }

func (p *jsonPair) member(name string) {
	p.name = strings.ToLower(name)
	switch p.name {
	case "grant_type", "code_verifier", "redirect_uri", "client_id", "code_challenge":
		p.oauth = true
	}
}

// pairs takes note of a value that was read, in the object or array around it.
func (e *jsonEditor) pairs(f *jsonFrame, start int) {
	if !f.object {
		e.element(f, start)
		return
	}
	text := e.in[start:e.i]
	switch f.pair.name {
	case "name", "key", "header", "field", "parameter", "param", "variable", "k":
		if text[0] == '"' {
			f.pair.secret = f.pair.secret || e.r.names.look(inHeader, unquote(text)) >= likely || e.r.names.look(inMember, unquote(text)) >= likely
		}
	case "value", "values", "val", "v", "content":
		f.pair.values = append(f.pair.values, span{start, e.i})
	case "code":
		if text[0] == '"' {
			f.pair.codes = append(f.pair.codes, span{start, e.i})
		}
	}
}

func (e *jsonEditor) element(f *jsonFrame, start int) {
	p := &f.pair
	p.count++
	text := ""
	if e.in[start] == '"' {
		text = unquote(e.in[start:e.i])
	}
	switch {
	case p.before == "":
	case p.count%2 == 0 && e.r.names.isList(p.before) && !e.r.names.isList(text):
		e.hide(span{start, e.i})
	case p.count == 2 && len(e.stack) > 1 && !e.stack[len(e.stack)-2].object && e.r.names.look(inMember, p.before) >= several:
		p.pending = span{start, e.i} // an entry of a list of entries, if nothing follows
	}
	p.before = text
}

// endPairs hides what an object or array that ends has told to be secret.
func (e *jsonEditor) endPairs(f *jsonFrame) {
	if e.mutedAt >= 0 {
		return
	}
	if f.pair.secret {
		for _, s := range f.pair.values {
			e.hide(s)
		}
	}
	if f.pair.oauth && e.r.names.look(inMember, "code") != harmless {
		for _, s := range f.pair.codes {
			e.hide(s)
		}
	}
	if f.pair.count == 2 && f.pair.pending.to > 0 {
		e.hide(f.pair.pending)
	}
}

// hide puts the mark over a value, or an empty text where secrets are removed: the name beside it stays. What is true,
// false or null says nothing.
func (e *jsonEditor) hide(s span) {
	text := e.in[s.from:s.to]
	switch text[0] {
	case 't', 'f', 'n':
		return
	}
	value := string(text)
	if text[0] == '"' {
		value = unquote(text)
	}
	mark, _ := e.r.instead(value)
	e.cut(s.from, s.to, quote(mark))
}
