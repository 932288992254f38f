// Package redis is a stub of github.com/redis/go-redis/v9: the signatures are true, the bodies mean nothing.
package redis

import (
	"context"
	"time"
)

// A Cmder is a command and its reply.
type Cmder interface{ Name() string }

type baseCmd struct{ err error }

func (cmd *baseCmd) Name() string { return "" }
func (cmd *baseCmd) Err() error   { return nil }

// A StringCmd has a string.
type StringCmd struct {
	baseCmd
	val string
}

func (cmd *StringCmd) Val() string                { return "" }
func (cmd *StringCmd) Result() (string, error)    { return "", nil }
func (cmd *StringCmd) Bytes() ([]byte, error)     { return nil, nil }
func (cmd *StringCmd) Scan(val interface{}) error { return nil }

// An XStreamSliceCmd has entries of streams.
type XStreamSliceCmd struct {
	baseCmd
	val []XStream
}

func (cmd *XStreamSliceCmd) Val() []XStream             { return nil }
func (cmd *XStreamSliceCmd) Result() ([]XStream, error) { return nil, nil }

// An XMessage is an entry of a stream.
type XMessage struct {
	ID     string
	Values map[string]interface{}
}

// An XStream is a stream.
type XStream struct {
	Stream   string
	Messages []XMessage
}

// XReadArgs are arguments of XRead.
type XReadArgs struct {
	Streams []string
	Count   int64
	Block   time.Duration
	ID      string
}

// A StatusCmd has a status.
type StatusCmd struct {
	baseCmd
	val string
}

// An IntCmd has a number.
type IntCmd struct {
	baseCmd
	val int64
}

type cmdable func(ctx context.Context, cmd Cmder) error

func (c cmdable) Get(ctx context.Context, key string) *StringCmd           { return nil }
func (c cmdable) XRead(ctx context.Context, a *XReadArgs) *XStreamSliceCmd { return nil }

func (c cmdable) Set(ctx context.Context, key string, value interface{}, expiration time.Duration) *StatusCmd {
	return nil
}

func (c cmdable) HSet(ctx context.Context, key string, values ...interface{}) *IntCmd { return nil }

// A Client is a client.
type Client struct{ cmdable }

// Options are options of a client.
type Options struct{ Addr string }

func NewClient(opt *Options) *Client { return nil }

func (c *Client) Subscribe(ctx context.Context, channels ...string) *PubSub { return nil }

func (c *Client) PSubscribe(ctx context.Context, channels ...string) *PubSub { return nil }

// A PubSub is a subscription.
type PubSub struct{ closed bool }

// A ChannelOption is an option of Channel.
type ChannelOption func(c *channel)

type channel struct{ size int }

func (c *PubSub) Channel(opts ...ChannelOption) <-chan *Message { return nil }

func (c *PubSub) Receive(ctx context.Context) (interface{}, error) { return nil, nil }

func (c *PubSub) ReceiveMessage(ctx context.Context) (*Message, error) { return nil, nil }

func (c *PubSub) Close() error { return nil }

// A Message is a message of a channel.
type Message struct {
	Channel      string
	Pattern      string
	Payload      string
	PayloadSlice []string
}
