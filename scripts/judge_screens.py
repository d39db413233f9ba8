#!/usr/bin/env python3
"""Compare what was read in screenshots with their truth (scripts/make_screens.py).

    target/release/examples/see assets/eyes PICTURE… > seen.jsonl
    python3 scripts/judge_screens.py seen.jsonl FOLDER_OF_TRUTHS

Text is compared without blanks and symbols; a bubble is found when at most a tenth of its characters differ.
"""
import json,sys,unicodedata,re,os
def n(s):
    if s is None: return None
    s=unicodedata.normalize('NFKC',s)
    return ''.join(c for c in s if not c.isspace() and unicodedata.category(c) not in('So','Mn','Cf','Sk')).replace('“','"').replace('”','"').replace('•','·').lower()
def lev(a,b):
    p=list(range(len(b)+1))
    for i,x in enumerate(a):
        q=[i+1]
        for j,y in enumerate(b): q.append(min(p[j]+(x!=y),p[j+1]+1,q[j]+1))
        p=q
    return p[-1]
tot=dict()
def add(k,ok): a=tot.setdefault(k,[0,0]); a[0]+=bool(ok); a[1]+=1
def main(jsonl,truthdir,verbose=True):
    for l in open(jsonl):
        o=json.loads(l); f=os.path.basename(o['file']); tp=os.path.join(truthdir,os.path.splitext(f)[0]+'.json')
        if not os.path.exists(tp): continue
        t=json.load(open(tp)); bad=[]
        if 'page' not in o: print(f,o); continue
        p=o['page']
        add('app',p['app']==t['app']); add('theme',p['theme']==t['theme'])
        if p['app']!=t['app']: bad.append(('app',t['app'],p['app']))
        if p['theme']!=t['theme']: bad.append(('theme',t['theme'],p['theme']))
        if t.get('peer') is not None:
            add('peer',n(p['peer'])==n(t['peer']))
            if n(p['peer'])!=n(t['peer']): bad.append(('peer',t['peer'],p['peer']))
        left=list(p['bubbles'])
        for b in t['bubbles']:
            best=min(left,key=lambda x:lev(n(x['text']),n(b['text']))/max(1,len(n(b['text']))),default=None)
            d=lev(n(best['text']),n(b['text'])) if best else 99
            ok=best is not None and d<=max(0,0.1*len(n(b['text'])))
            add('bubble',ok); add('exact',ok and d==0)
            if not ok: bad.append(('miss',b['text'],best and best['text'])); continue
            left.remove(best)
            if d: bad.append(('text',b['text'],best['text']))
            for k in ('side','time','sender','kind','time_context','quote'):
                if k not in b: continue
                w=b[k];g=best.get(k); same=(n(w)==n(g)) if isinstance(w,str) or isinstance(g,str) else w==g
                add(k,same)
                if not same: bad.append((k,b['text'][:12],w,g))
        for x in left: add('extra',False); bad.append(('extra',x['text'],x['side']))
        for kind,keys in (('calls',('number','time','direction','count')),('permissions',('app','permission','state','last'))):
            got=list(p[kind]); 
            name=keys[0] if kind=='calls' else keys[1]
            for b in t[kind]:
                cand=[x for x in got if n(x[name])==n(b[name]) and (kind=='calls' or n(x['app'])==n(b['app']) or True)]
                def sc(x): return sum(n(str(x[k]))==n(str(b[k])) for k in keys)
                best=max(cand,key=sc,default=None)
                ok=best is not None and sc(best)==len(keys)
                add(kind,ok)
                if best: got.remove(best)
                if not ok: bad.append((kind,{k:b[k] for k in keys},best and {k:best[k] for k in keys}))
                elif kind=='calls':
                    for k in ('label','mark','duration','section'):
                        same=n(best[k])==n(b.get(k)); add('c.'+k,same)
                        if not same: bad.append((k,b['number'],b.get(k),best[k]))
            for x in got: add(kind+'.extra',False); bad.append((kind+' extra',{k:x[k] for k in keys}))
        for k in ('notices','separators'):
            w=[n(x['text'] if isinstance(x,dict) else x) for x in t.get(k,[])]; g=[n(x['text']) for x in p[k]]
            add(k,w==g)
            if w!=g: bad.append((k,w,g))
        print(f,t.get('skin'),t.get('degraded'),'OK' if not bad else '')
        if verbose:
            for b in bad: print('    ',*b)
    for k,(a,b) in tot.items(): print(f'{k:12} {a}/{b} {a/b:.3f}')
main(sys.argv[1],sys.argv[2])
