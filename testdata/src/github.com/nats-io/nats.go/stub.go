// Package nats is a stub of github.com/nats-io/nats.go: the signatures are true, the bodies mean nothing.
package nats

import "time"

// A Header is a header of a message.
type Header map[string][]string

// A Msg is a message.
type Msg struct {
	Subject string
	Reply   string
	Header  Header
	Data    []byte
	Sub     *Subscription
}

func (m *Msg) Respond(data []byte) error { return nil }

// A MsgHandler is called with messages.
type MsgHandler func(msg *Msg)

// A Subscription is a subscription.
type Subscription struct{ Subject, Queue string }

func (s *Subscription) NextMsg(timeout time.Duration) (*Msg, error) { return nil, nil }

// An Option is an option of Connect.
type Option func(*Options) error

// Options are the options of a connection.
type Options struct{ Url string }

// A Conn is a connection.
type Conn struct{ Opts Options }

func Connect(url string, options ...Option) (*Conn, error) { return nil, nil }

func (nc *Conn) Subscribe(subj string, cb MsgHandler) (*Subscription, error) { return nil, nil }

func (nc *Conn) QueueSubscribe(subj, queue string, cb MsgHandler) (*Subscription, error) {
	return nil, nil
}

func (nc *Conn) ChanSubscribe(subj string, ch chan *Msg) (*Subscription, error) { return nil, nil }

func (nc *Conn) SubscribeSync(subj string) (*Subscription, error) { return nil, nil }

func (nc *Conn) Request(subj string, data []byte, timeout time.Duration) (*Msg, error) {
	return nil, nil
}

func (nc *Conn) Publish(subj string, data []byte) error { return nil }
