// Package state keeps values behind package-level variables.
package state

import "example.com/kinds"

// Last is set by a function, and from outside.
var Last []byte

// Command is decoded by Run.
var Command string

var (
	hidden, first, second, unread, own []byte

	byName = map[string]string{}
	keeper = &store{m: map[string][]byte{}}
	posted = make(chan string, 1)
	run    string
)

type store struct{ m map[string][]byte }

func (s *store) put(k string, v []byte) { s.m[k] = v }
func (s *store) get(k string) []byte    { return s.m[k] }

func Set(b []byte)       { hidden = b }
func Get() []byte        { return hidden }
func SetLast(b []byte)   { Last = b }
func SetFirst(b []byte)  { first = b }
func Move()              { second = first }
func GetSecond() []byte  { return second }
func SetUnread(b []byte) { unread = b }
func GetOwn() []byte     { return own }

func Register(name, text string) { byName[name] = text }
func Find(name string) string    { return byName[name] }

func Names() []string {
	var out []string
	for n := range byName {
		out = append(out, n)
	}
	return out
}

func Keep(b []byte)  { keeper.put("a", b) }
func Kept() []byte   { return keeper.get("a") }
func Post(s string)  { posted <- s }
func Posted() string { return <-posted }

func SetRun(s string) { run = s }
func Run()            { kinds.Sink(run) }
func RunCommand()     { kinds.Sink(Command) }

func Load() { own = kinds.SourceBytes() } // @source(load)

// A Conf is made by a caller, who sees what it holds.
type Conf struct{ Data []byte }

var def = &Conf{}

func NewConf(b []byte) *Conf { return &Conf{Data: b} }
func Default() []byte        { return def.Data }
