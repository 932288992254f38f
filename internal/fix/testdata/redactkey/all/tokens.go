package all

import "sync"

type Claims struct{ User string }

type Tokens struct {
	mu     sync.Mutex
	cache  map[string]*Claims
	listed map[string]*Claims
}

func NewTokens() *Tokens {
	return &Tokens{cache: make(map[string]*Claims), listed: make(map[string]*Claims)}
}

func (t *Tokens) Get(bearer string) (*Claims, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	claims, ok := t.cache[bearer]
	return claims, ok
}

func (t *Tokens) Set(bearer string, claims *Claims) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.cache[bearer] = claims  // fix: memorykey
	t.listed[bearer] = claims // fix: none
}

func (t *Tokens) Forget(bearer string) { delete(t.cache, bearer) }

func (t *Tokens) List() (all []string) {
	for bearer := range t.listed {
		all = append(all, bearer)
	}
	return all
}

type Pending struct {
	requests struct {
		sync.RWMutex
		data map[string]int
	}
}

func (p *Pending) Add(token string) {
	p.requests.Lock()
	defer p.requests.Unlock()
	p.requests.data[token] = 1 // fix: memorykey
}

func (p *Pending) Clean() (n int) {
	for key, age := range p.requests.data {
		if age > 1 {
			delete(p.requests.data, key)
		}
	}
	for range p.requests.data {
		n++
	}
	return n
}
