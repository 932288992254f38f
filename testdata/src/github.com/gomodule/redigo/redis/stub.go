// Package redis is a stub of github.com/gomodule/redigo/redis: the signatures are true, the bodies mean nothing.
package redis

// A Conn is a connection to Redis.
type Conn interface {
	Close() error
	Err() error
	Do(commandName string, args ...interface{}) (reply interface{}, err error)
	Send(commandName string, args ...interface{}) error
}

func Bytes(reply interface{}, err error) ([]byte, error)  { return nil, nil }
func String(reply interface{}, err error) (string, error) { return "", nil }
