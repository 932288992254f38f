// Package adapterstest tests package adapters against the libraries that it
// fits: scs, gorilla/sessions, securecookie, httpcache, go-redis, gin sessions
// and fiber. It is a module of its own, so that nobody's build gets them.
//
// The tests of go-redis and fiber start a redis-server of their own on loopback
// (Debian: apt-get install redis-server) and stop it at the end.
package adapterstest
