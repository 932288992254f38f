package weak

import (
	"math"
	"strings"
)

// maxGuess is how much of a secret is looked at: longer ones are worth enough.
const maxGuess = 128

// guessBits estimates how many bits a printable secret is worth to somebody who
// tries words, rows of keys, sequences, repetitions and years before anything
// else: the cheapest way to put it together from such pieces. Random text is worth
// close to what its alphabet gives.
func guessBits(secret string) float64 {
	plain := strings.ToLower(secret[:min(len(secret), maxGuess)])
	leet := unleet.Replace(plain)
	perRune := math.Log2(alphabetSize(secret))
	cost := make([]float64, len(plain)+1) // of the first bytes
	for i := range plain {
		cost[i+1] = math.Inf(1)
	}
	for i := range plain {
		reach := func(n int, bits float64) {
			if strings.Contains(plain[:i], plain[i:i+n]) {
				bits = min(bits, againBits)
			}
			cost[i+n] = min(cost[i+n], cost[i]+bits)
		}
		if one := cost[i] + perRune; strings.IndexByte(" -_.,:;", plain[i]) < 0 {
			cost[i+1] = min(cost[i+1], one)
		} else {
			cost[i+1] = min(cost[i+1], cost[i]+blankBits)
		}
		for n := 2; n <= min(len(plain)-i, longestWord); n++ {
			switch {
			case n == 2 && shortWords[plain[i:i+n]]:
				reach(n, shortWordBits)
			case words[plain[i:i+n]]:
				reach(n, wordBits)
			case words[leet[i:i+n]]:
				reach(n, wordBits+1)
			}
		}
		for _, n := range []int{sequence(plain[i:]), keyRow(plain[i:]), again(plain, i)} {
			for ; n >= 3; n-- {
				reach(n, sequenceBits)
			}
		}
		if n := year(plain[i:]); n > 0 {
			reach(n, yearBits)
		}
	}
	return cost[len(plain)]
}

// Costs in bits. A word is one of some thousand that people use, written in one
// of a few ways.
const (
	wordBits      = 11
	shortWordBits = 6
	sequenceBits  = 6
	yearBits      = 7
	againBits     = 2
	blankBits     = 1
)

// unleet undoes what people write for letters; each pair has one byte on each side.
var unleet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i", "+", "t")

// again is the length of the longest piece at i that was there before.
func again(s string, i int) int {
	n := 0
	for i+n < len(s) && n < i && strings.Contains(s[:i], s[i:i+n+1]) {
		n++
	}
	if n < 4 {
		return 0
	}
	return n
}

func alphabetSize(s string) float64 {
	size := 0.0
	for _, class := range []struct {
		chars string
		n     float64
	}{{"0123456789", 10}, {"abcdefghijklmnopqrstuvwxyz", 26}, {"ABCDEFGHIJKLMNOPQRSTUVWXYZ", 26}, {" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", 33}} {
		if strings.ContainsAny(s, class.chars) {
			size += class.n
		}
	}
	return max(size, 2)
}

// sequence is the length of a run that goes up, down or nowhere by one step.
func sequence(s string) int {
	if len(s) < 3 {
		return 0
	}
	step := int(s[1]) - int(s[0])
	if step < -1 || step > 1 {
		return 0
	}
	n := 2
	for n < len(s) && int(s[n])-int(s[n-1]) == step {
		n++
	}
	return n
}

var keyRows = []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "1qaz2wsx3edc4rfv5tgb", "0987654321", "poiuytrewq", "lkjhgfdsa", "mnbvcxz"}

func keyRow(s string) int {
	best := 0
	for _, row := range keyRows {
		for n := min(len(s), len(row)); n >= 4 && n > best; n-- {
			if strings.Contains(row, s[:n]) {
				best = n
			}
		}
	}
	return best
}

func year(s string) int {
	if len(s) >= 4 && (s[:2] == "19" || s[:2] == "20") && s[2] >= '0' && s[2] <= '9' && s[3] >= '0' && s[3] <= '9' {
		return 4
	}
	return 0
}
