// Package bbolt is a stub of go.etcd.io/bbolt: the signatures are true, the bodies mean nothing.
package bbolt

// A Bucket is a bucket.
type Bucket struct{ size int }

func (b *Bucket) Put(key []byte, value []byte) error { return nil }
