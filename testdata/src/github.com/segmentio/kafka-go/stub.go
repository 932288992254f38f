// Package kafka is a stub of github.com/segmentio/kafka-go: the signatures are true, the bodies mean nothing.
package kafka

import (
	"context"
	"time"
)

// A Header is a header of a message.
type Header struct {
	Key   string
	Value []byte
}

// A Message is a message of a topic.
type Message struct {
	Topic         string
	Partition     int
	Offset        int64
	HighWaterMark int64
	Key           []byte
	Value         []byte
	Headers       []Header
	WriterData    interface{}
	Time          time.Time
}

// A ReaderConfig configures a Reader.
type ReaderConfig struct {
	Brokers []string
	Topic   string
}

// A Reader reads a topic.
type Reader struct{ config ReaderConfig }

func NewReader(config ReaderConfig) *Reader { return nil }

func (r *Reader) ReadMessage(ctx context.Context) (Message, error) { return Message{}, nil }

func (r *Reader) FetchMessage(ctx context.Context) (Message, error) { return Message{}, nil }

func (r *Reader) CommitMessages(ctx context.Context, msgs ...Message) error { return nil }

// A Conn is a connection.
type Conn struct{ topic string }

func (c *Conn) ReadBatch(minBytes, maxBytes int) *Batch { return nil }

func (c *Conn) ReadMessage(maxBytes int) (Message, error) { return Message{}, nil }

// A Batch is several messages.
type Batch struct{ topic string }

func (batch *Batch) Read(b []byte) (int, error) { return 0, nil }

func (batch *Batch) ReadMessage() (Message, error) { return Message{}, nil }

// A Writer writes to topics.
type Writer struct{ Topic string }

func (w *Writer) WriteMessages(ctx context.Context, msgs ...Message) error { return nil }
