// Package httpcache is a stub of github.com/gregjones/httpcache: the signatures are true, the bodies mean nothing.
package httpcache

// A Cache keeps responses.
type Cache interface {
	Get(key string) (responseBytes []byte, ok bool)
	Set(key string, responseBytes []byte)
	Delete(key string)
}
