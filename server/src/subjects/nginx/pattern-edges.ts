export { isAnchoredAtEnd, isAnchoredAtStart } from '../../formats/nginx/regex-facts.ts';
