// Package kinds has the sources, sinks, checks and propagators of the language fixtures. testdata/kinds.yml models
// them: the bodies below only make the package compile, and the engine must not look at them.
package kinds

import (
	"crypto/hmac"
	"crypto/sha256"
	"io"
	"os"
	"strings"
)

// Source, SourceBytes, SourceReader and SourceInt return a value of kind "mine".
func Source() string          { return "source" }
func SourceBytes() []byte     { return []byte("source") }
func SourceReader() io.Reader { return strings.NewReader("source") }
func SourceInt() int          { return 1 }

// Fetch and Lookup return a value of kind "mine" as their first result; the second carries nothing.
func Fetch() (string, error)             { return "source", nil }
func Lookup(key string) (string, bool)   { return "source", true }
func Pair() (head string, tail string)   { return "clean", "source" } // the second result is of kind "mine"
func ReadInto(p []byte) (n int, e error) { return 0, nil }            // what p holds is of kind "mine"

// Other returns a value of kind "other", which the fixtures' query does not ask for.
func Other() string { return "other" }

// Tainted has a field of kind "mine".
type Tainted struct {
	Data string // of kind "mine", wherever it is read
	Safe int
}

// An Order's Line is a sink for what is stored in it.
type Order struct{ Line, Note string }

// A Packet is of kind "mine" where a function gets it as a parameter.
type Packet []byte

// A URL says where a Request goes.
type URL struct{ Path, Query string }

// A Request's body, URL and form are of kind "mine" where a function gets the request as a parameter, unless the function returns
// a *Reply.
type Request struct {
	Body   io.Reader
	URL    *URL
	Form   map[string][]string
	Files  *Files
	Method string
}

// Files are the files of a Request.
type Files struct{ Named map[string][]*File }

// A File is one of them.
type File struct{ Name string }

// Open carries the file to the result.
func (f *File) Open() (io.Reader, error) { return nil, nil }

// A Reply answers a Request.
type Reply struct{ Body io.Reader }

// An Event's message has a body and parts of kind "mine", where a function gets the event as a parameter.
type Event struct {
	Message *Message
	Name    string
}

// A Message belongs to an Event; one that does not is nothing.
type Message struct {
	Body  []byte
	ID    string
	Parts []Part
}

// A Part belongs to a Message.
type Part struct{ Text, Type string }

// A Msg is of kind "mine" when it is received from a channel.
type Msg struct{ Text string }

// A Conn is of kind "mine" where a function gets it as a parameter.
type Conn interface {
	Read(p []byte) (n int, err error) // p holds what the connection carries
	Next() string                     // and so does the result
	Name() string                     // not this one
}

// Who implements a Delegate gets a text of kind "mine" as the second argument of Notify.
type Delegate interface{ Notify(name, text string) }

// Handle calls f with a value of kind "mine".
func Handle(f func(s string)) { f("source") }

// HandlePair calls f; only its second parameter is of kind "mine".
func HandlePair(f func(name, s string)) { f("name", "source") }

// Sink and SinkBytes are sinks of kind "sink" for every argument.
func Sink(v ...any)      {}
func SinkBytes(b []byte) {}

// SinkFirst is a sink for its first argument only.
func SinkFirst(a, b string) {}

// Key is a sink of kind "key", which asks for language sources; Keys for each argument.
func Key(b []byte)     {}
func Keys(b ...[]byte) {}

// Decode is a sink of kind "decode" for r; v is the target.
func Decode(r io.Reader, v any) error { return nil }

// A Decoder decodes what its reader reads.
type Decoder struct{ r io.Reader }

// NewDecoder carries r to its result.
func NewDecoder(r io.Reader) *Decoder { return &Decoder{r} }

// Decode is a sink of kind "decode" for its receiver; v is the target.
func (d *Decoder) Decode(v any) error { return nil }

// Sanitize returns a value that is free of "trust".
func Sanitize(s string) string { return s }

// Open returns a value that is free of "trust"; the error is not nil if b was not sealed.
func Open(b []byte) ([]byte, error) { return b, nil }

// Scrub cleans b in place.
func Scrub(b []byte) { clear(b) }

// Valid proves s when it returns true.
func Valid(s string) bool { return false }

// Forged proves s when it returns false.
func Forged(s string) bool { return true }

// Check proves b when it returns nil.
func Check(b []byte) error { return nil }

// Compare returns 1 or 0; it proves a when it returns 1.
func Compare(a, b string) int { return 0 }

// Parse proves its argument when the error is nil, and returns what it is worth.
func Parse(b []byte) (payload []byte, err error) { return b, nil }

// A Verifier's Verify proves b when it returns nil.
type Verifier interface{ Verify(b []byte) error }

// MAC returns a value of kind "mac" that covers data.
func MAC(key, data []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(data)
	return h.Sum(nil)
}

// Digest returns an unkeyed hash that covers data.
func Digest(data []byte) []byte {
	sum := sha256.Sum256(data)
	return sum[:]
}

// Equal proves what its arguments cover when it returns true and one of them is of kind "mac".
func Equal(a, b []byte) bool { return hmac.Equal(a, b) }

// Bound clears "size"; Unbound restores it.
func Bound(r io.Reader) io.Reader   { return r }
func Unbound(r io.Reader) io.Reader { return r }

// Short proves "size" of b when it returns true.
func Short(b []byte) bool { return len(b) < 100 }

// Halves returns two parts of s.
func Halves(s string) (head, tail string) { return s[:len(s)/2], s[len(s)/2:] }

// Fill copies src into dst.
func Fill(dst, src []byte) { copy(dst, src) }

// Hide lets nothing flow from s to its result.
func Hide(s string) string { return s }

// Exit does not return.
func Exit() { os.Exit(1) }

// ScanAll fills what each of vs points to, by its UnmarshalBinary if it has one.
func ScanAll(key string, vs ...any) {}

// Scan fills what v points to, by its UnmarshalBinary if it has one.
func Scan(v any) error { return nil }
