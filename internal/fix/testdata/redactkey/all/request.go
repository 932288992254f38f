package all

import "net/http"

func Key(req *http.Request) string {
	return req.Method + " " + req.URL.String() + " " + req.Header.Get("Authorization") // fix: redactkey
}

func Prefixed(r *http.Request, tenant string) string {
	key := "reply:" + tenant + r.URL.String() // fix: redactkey
	return key
}

func Two(a, b *http.Request) string {
	return a.URL.String() + b.URL.String() // fix: none
}

func cacheKey(req *http.Request) string { return req.Method + " " + req.URL.String() } // fix: redactkey

func Store(c kv, req *http.Request) { c.Put(cacheKey(req), "page") }
